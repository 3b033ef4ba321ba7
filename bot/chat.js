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

// The filters: what is set stands beside their name, so that it is seen while they are closed.
window.onrecordFilters = (() => {
  const FORM = "#onrecord-filters";
  const NAMES = ["speaker", "kind", "publisher", "from", "to"];

  const field = (name) => document.querySelector(`${FORM} [name="${name}"]`);
  const values = () => NAMES.map((name) => field(name)?.value ?? "");
  const shown = (name) => {
    const value = field(name)?.value.trim();
    if (!value) return [];
    if (name === "kind") return [field(name).selectedOptions[0].textContent];
    return [name === "from" || name === "to" ? `${name} ${value}` : value];
  };
  const show = () => {
    const set = NAMES.flatMap(shown);
    document.querySelector(`${FORM} .onrecord-filters-now`).textContent = set.join(" · ");
    document.querySelector(`${FORM} .onrecord-clear-filters`).hidden = set.length === 0;
  };
  const clear = () => {
    for (const name of NAMES) if (field(name)) field(name).value = "";
    show();
    document.querySelector(`${FORM} summary`).focus();
  };

  for (const change of ["input", "change"]) {
    document.addEventListener(change, (event) => { if (event.target.closest?.(FORM)) show(); });
  }
  document.addEventListener("click", (event) => {
    if (event.target.closest?.(".onrecord-clear-filters")) clear();
  });
  return { values };
})();

// Hands the questions to Gradio one at a time, each taken out of its box in the very event that asks it. Gradio by
// itself reads the box some milliseconds later, when a fast typist has begun the next question, and of two questions
// sent at once it may lose one.
window.onrecordQuestions = (() => {
  const BOX = "#onrecord-ask textarea";
  const waiting = [];
  let underWay = false;

  // Gradio hears of a value by the input event alone.
  const write = (box, value) => {
    box.value = value;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const sendNext = () => {
    if (underWay || waiting.length === 0) return;
    underWay = true;
    document.querySelector("#onrecord-send").click();
  };
  // With the filters of this moment: they may be changed while the question waits.
  const ask = (question) => {
    waiting.push([question, "", ...window.onrecordFilters.values()]);
    sendNext();
  };
  // The server has the question of the turn, its filters and what it followed.
  const askForAnyone = (turn) => {
    waiting.push(["", turn, "", "", "", "", ""]);
    sendNext();
  };
  const askFromBox = () => {
    const box = document.querySelector(BOX);
    const question = box.value;
    write(box, "");
    ask(question);
  };

  document.addEventListener("keydown", (event) => {
    if (!event.target.matches?.(BOX) || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    askFromBox();
  }, true);
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("#onrecord-ask button")) askFromBox();
    const example = event.target.closest?.("#onrecord-examples button");
    if (example) ask(example.textContent.trim());
    const turn = event.target.closest?.(".onrecord-anyone")?.closest("[data-turn]");
    if (turn) askForAnyone(turn.dataset.turn);
  });

  return {
    take: () => waiting.shift(),
    // A refused question goes back to be mended, unless the next one is already being typed.
    finish: (refused) => {
      const box = document.querySelector(BOX);
      if (refused && box.value === "") write(box, refused);
      underWay = false;
      sendNext();
    },
  };
})();
