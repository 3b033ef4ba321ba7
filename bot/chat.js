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

// Takes a question out of its box in the very event that asks it. Gradio reads the box some milliseconds later, and
// by then a fast typist has begun the next question.
window.onrecordQuestionBox = (() => {
  const BOX = "#onrecord-ask textarea";
  const taken = [];

  // Gradio hears of a value by the input event alone.
  const write = (box, value) => {
    box.value = value;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const takeFrom = (box) => {
    taken.push(box.value);
    write(box, "");
  };
  const asks = (event) => event.key === "Enter" && !event.shiftKey && !event.isComposing;

  document.addEventListener("keydown", (event) => {
    if (event.target.matches?.(BOX) && asks(event)) takeFrom(event.target);
  }, true);
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("#onrecord-ask button")) takeFrom(document.querySelector(BOX));
  }, true);

  return {
    take: () => taken.shift() ?? "",
    // A refused question goes back to be mended, unless the next one is already being typed.
    giveBack: (refused) => {
      const box = document.querySelector(BOX);
      if (refused && box.value === "") write(box, refused);
    },
  };
})();
