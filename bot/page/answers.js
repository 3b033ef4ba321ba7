// Brings each new answer's question to the top, so that the best card is read first; Gradio's own scrolling shows
// the end of the last card. A refusal has no question above it and is itself brought into view. Whoever does not see
// the page hears how many passages came, or the sentence that there is none.
(() => {
  const TOPS = '.onrecord-question, .onrecord-answer[data-level="error"]';
  const ANSWER = ".onrecord-answer";
  const SETTLED_MS = 500;

  // Also when the box, which takes back a refused question, grows a moment later and leaves less room.
  const bringToTop = (element) => {
    const resized = new ResizeObserver(() => element.scrollIntoView({ block: "start" }));
    resized.observe(document.querySelector("#onrecord-conversation"));
    setTimeout(() => resized.disconnect(), SETTLED_MS);
  };

  const announce = (answer) => {
    const status = document.querySelector("#onrecord-announced");
    if (!answer || !status) return;
    const n = answer.querySelectorAll(".onrecord-card").length;
    const message = answer.querySelector(".onrecord-message")?.textContent ?? "";
    const passages = n === 0 ? "" : `${n} passage${n === 1 ? "" : "s"}.`;
    status.textContent = [message, passages].filter(Boolean).join(" ");
  };

  const showNewest = (records) => {
    const added = records.flatMap((record) => [...record.addedNodes]);
    const isAnswer = (node) => node.matches?.(ANSWER) || node.querySelector?.(ANSWER);
    const conversation = document.querySelector("#onrecord-conversation");
    if (!added.some((node) => isAnswer(node) && conversation?.contains(node))) return;
    const newest = [...document.querySelectorAll(`#onrecord-conversation :is(${TOPS})`)].at(-1);
    if (newest) bringToTop(newest);
    announce([...document.querySelectorAll(`#onrecord-conversation ${ANSWER}`)].at(-1));
  };
  new MutationObserver(showNewest).observe(document.documentElement, { childList: true, subtree: true });
})();
