// Brings each new answer's question to the top, so that the best card is read first; Gradio's own scrolling shows
// the end of the last card. A refusal has no question above it and is itself brought into view.
(() => {
  const TOPS = '.onrecord-question, .onrecord-answer[data-level="error"]';

  const showNewest = (records) => {
    const added = records.flatMap((record) => [...record.addedNodes]);
    const isAnswer = (node) => node.matches?.(".onrecord-answer") || node.querySelector?.(".onrecord-answer");
    if (!added.some(isAnswer)) return;
    const newest = [...document.querySelectorAll(TOPS)].at(-1);
    requestAnimationFrame(() => newest?.scrollIntoView({ block: "start" }));
  };
  new MutationObserver(showNewest).observe(document.documentElement, { childList: true, subtree: true });
})();
