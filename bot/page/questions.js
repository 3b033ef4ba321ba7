// Hands the questions to Gradio one at a time, each taken out of its box in the very event that asks it. Gradio by
// itself reads the box some milliseconds later, when a fast typist has begun the next question, and of two questions
// sent at once it may lose one.
window.onrecordQuestions = (() => {
  const BOX = "#onrecord-ask textarea";
  const FIELDS = ["number", "question", "turn", "previous", "anyone", "speaker", "kind", "publisher", "from", "to"];
  const HAS_KEYBOARD = window.matchMedia("(hover: hover)");
  const KEPT = "onrecord-question";
  const SLOW_MS = 150;
  const SETTLES_MS = 5000;
  const BUSY = 503;
  const FAULTS = {
    busy: ["The server is busy.", "The question is kept; ask it again in a moment."],
    unreached: ["The server cannot be reached.", "The question is kept; ask it again when it is back."],
  };

  const waiting = [];
  // The question that Gradio has, and whether its answer is overdue from a server that cannot be reached.
  let asked = null;
  let isOverdue = false;
  let number = 0;
  let slow = 0;

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
  // The question stands in the box again, but Gradio has it still: an answer may come all the same.
  const waitOn = () => {
    isOverdue = true;
    say(giveBackWith("unreached"), true);
  };
  // The server is back: what it does not answer now it never will.
  const giveUp = (expected) => setTimeout(() => { if (asked === expected && isOverdue) end(""); }, SETTLES_MS);
  // Gradio tells nobody but the reader when its queue refuses a question.
  const fetchAsGiven = window.fetch;
  window.fetch = async (...request) => {
    const isQuestion = String(request[0]?.url ?? request[0]).includes("/queue/join");
    try {
      const response = await fetchAsGiven(...request);
      if (isQuestion && !response.ok) fail(response.status === BUSY ? "busy" : "unreached");
      return response;
    } catch (error) {
      if (isQuestion) fail("unreached");
      throw error;
    }
  };
  const sendNext = () => {
    if (asked || waiting.length === 0) return;
    asked = { ...waiting.shift(), number: String(number += 1) };
    isOverdue = false;
    say("");
    slow = setTimeout(() => {
      document.querySelector("#onrecord-ask").classList.add("onrecord-busy");
      say("Looking through the passages …");
    }, SLOW_MS);
    const expected = asked;
    window.onrecordConnection.watch({ lost: waitOn, back: () => giveUp(expected) });
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
    if (isOverdue) return;
    const question = box().value;
    write("");
    ask(question);
  };
  // What was taken out of the box goes back to be mended, unless the next question is already being typed.
  const giveBack = (question) => {
    if (question && box().value === "") write(question);
    return box().value === question;
  };
  // The sentence for the fault; where the box is taken, the question stands in it.
  const giveBackWith = (fault) => {
    const [what, next] = FAULTS[fault];
    const { question } = asked;
    return `${what} ${!question || giveBack(question) ? next : `Not answered: ${question}`}`;
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
    // What was pressed goes away with its press.
    if (HAS_KEYBOARD.matches && (example || event.target.closest?.("#onrecord-clear"))) box().focus();
    const turn = event.target.closest?.(".onrecord-anyone")?.closest("[data-turn]");
    if (turn) askForAnyone(turn.dataset.turn);
  });

  const end = (sentence) => {
    clearTimeout(slow);
    window.onrecordConnection.stop();
    document.querySelector("#onrecord-ask").classList.remove("onrecord-busy");
    say(sentence, sentence !== "");
    asked = null;
    isOverdue = false;
    sendNext();
  };
  const fail = (fault) => {
    if (!asked) return;
    end(giveBackWith(fault));
  };
  // What the server said of a question, "answered 3" or "refused 3"; of one that was given up it comes too late.
  const finish = (outcome) => {
    const [verdict, ofNumber] = outcome.split(" ");
    if (asked?.number !== ofNumber) return;
    if (verdict === "refused") giveBack(asked.question);
    else if (isOverdue && box().value === asked.question) write("");
    end("");
  };

  // Gradio loads the page anew when a server that was gone is back: what stood in the box must stand there again.
  const kept = () => { try { return sessionStorage.getItem(KEPT); } catch { return null; } };
  const keep = () => { try { sessionStorage.setItem(KEPT, box()?.value ?? ""); } catch { /* nothing may be kept */ } };
  window.addEventListener("pagehide", keep);
  window.onrecordReady.whenChatIsThere(() => giveBack(kept()));

  return { ask, finish, take: () => [...FIELDS.map((name) => asked?.[name] ?? "")] };
})();
