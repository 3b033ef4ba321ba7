// Hands the questions to Gradio one at a time, each taken out of its box in the very event that asks it. Gradio by
// itself reads the box some milliseconds later, when a fast typist has begun the next question, and of two questions
// sent at once it may lose one.
window.onrecordQuestions = (() => {
  const BOX = "#onrecord-ask textarea";
  const FIELDS = ["question", "turn", "previous", "anyone", "speaker", "kind", "publisher", "from", "to"];
  const SLOW_MS = 150;
  const ALIVE_EVERY_MS = 2000;
  const BUSY = 503;
  const FAULTS = {
    busy: "The server is busy. The question is kept; ask it again in a moment.",
    unreached: "The server cannot be reached. The question is kept; ask it again when it is back.",
  };

  const waiting = [];
  let asked = null;
  let slow = 0;
  let alive = 0;

  const box = () => document.querySelector(BOX);
  // Gradio hears of a value by the input event alone.
  const write = (value) => {
    box().value = value;
    box().dispatchEvent(new Event("input", { bubbles: true }));
  };
  const say = (sentence, isFault) => {
    const status = document.querySelector("#onrecord-status");
    status.textContent = sentence;
    status.classList.toggle("onrecord-fault", Boolean(isFault));
  };
  // Gradio waits for ever for a server that is gone.
  const askIfAlive = () => {
    const expected = asked;
    fetch(new URL("healthz", window.onrecordAddress.base()), { signal: AbortSignal.timeout(ALIVE_EVERY_MS) })
      .catch(() => { if (asked && asked === expected) finish("unreached"); });
  };
  // Gradio tells nobody but the reader when its queue refuses a question.
  const fetchAsGiven = window.fetch;
  window.fetch = async (...request) => {
    const isQuestion = String(request[0]?.url ?? request[0]).includes("/queue/join");
    try {
      const response = await fetchAsGiven(...request);
      if (isQuestion && !response.ok) finish(response.status === BUSY ? "busy" : "unreached");
      return response;
    } catch (error) {
      if (isQuestion) finish("unreached");
      throw error;
    }
  };
  const sendNext = () => {
    if (asked || waiting.length === 0) return;
    asked = waiting.shift();
    say("");
    slow = setTimeout(() => {
      document.querySelector("#onrecord-ask").classList.add("onrecord-busy");
      say("Looking through the passages …");
    }, SLOW_MS);
    alive = setInterval(askIfAlive, ALIVE_EVERY_MS);
    document.querySelector("#onrecord-send").click();
  };
  // With the filters of this moment: they may be changed while the question waits.
  const ask = (question, more = {}) => {
    waiting.push({ question, ...window.onrecordFilters.values(), ...more });
    sendNext();
  };
  // The server has the question of the turn, its filters and what it followed.
  const askForAnyone = (turn) => {
    waiting.push({ turn });
    sendNext();
  };
  const askFromBox = () => {
    const question = box().value;
    write("");
    ask(question);
  };
  // What was taken out of the box goes back to be mended, unless the next question is already being typed.
  const giveBack = (question) => { if (question && box().value === "") write(question); };

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

  // `outcome` is what the server said of this very question ("answered", "refused"), or why it said nothing.
  const finish = (outcome) => {
    if (!asked) return;
    clearTimeout(slow);
    clearInterval(alive);
    document.querySelector("#onrecord-ask").classList.remove("onrecord-busy");
    say(FAULTS[outcome] ?? "", outcome in FAULTS);
    if (outcome !== "answered") giveBack(asked.question);
    asked = null;
    sendNext();
  };

  return { ask, finish, take: () => [...FIELDS.map((name) => asked?.[name] ?? "")] };
})();
