// A page may demand that HTML comes from a policy, and may let its name be taken only once: one for all boxes. Scripts
// in what is parsed never run.
let onrecordPolicy = null;
const onrecordParsed = (html) => {
  const asGiven = { createHTML: (given) => given };
  try {
    onrecordPolicy ??= window.trustedTypes?.createPolicy("onrecord", asGiven) ?? asGiven;
  } catch {
    onrecordPolicy = asGiven;
  }
  return new DOMParser().parseFromString(onrecordPolicy.createHTML(html), "text/html");
};

// Asks a form's questions in place: the cards come from the server as HTML, and what goes wrong is said in words.
// `root` holds the form, a status line and the place for the answer; `base` gives the server's address, with a slash
// at its end, or null, in which case `noServer` is said.
const onrecordAsking = (root, base, noServer) => {
  const ASKED = ["q", "speaker", "k", "previous", "anyone"];
  const SLOW_MS = 150;
  const LATE_MS = 5000;
  const LOST_MS = 60000;
  const BUSY = "The server is busy. The question is kept; ask it again in a moment.";
  const UNREACHED = "The server cannot be reached. The question is kept; ask it again when it is back.";
  const KEPT_OUT = "The rules of this page keep the answer out; its owner can let it in with 'trusted-types onrecord'.";

  const form = root.querySelector("form");
  const status = root.querySelector("#onrecord-announced");
  const answers = root.querySelector("#onrecord-answers");
  // The question that is waited for, and the last one with what it followed on.
  let waiting = null;
  let last = null;

  // Waiting is to be seen; what has come is seen anyway, and need only be heard.
  const say = (sentence, isWaiting) => {
    status.textContent = sentence;
    status.toggleAttribute("data-waiting", Boolean(isWaiting));
  };
  const addressOf = (given, server) => {
    const address = new URL("api/v1/cards", server);
    for (const name of ASKED) if (given[name]) address.searchParams.set(name, given[name]);
    return address.href;
  };

  const refusal = (sentence) => {
    const message = document.createElement("p");
    message.className = "onrecord-message";
    message.setAttribute("role", "alert");
    message.dir = "auto";
    message.textContent = sentence;
    const card = document.createElement("section");
    card.className = "onrecord-answer";
    card.dataset.level = "error";
    card.append(message);
    return card;
  };

  // Only what is surely onrecord's own reply is taken for one: a proxy's page of an outage is none.
  const turnIn = (html) => {
    try {
      return onrecordParsed(html).querySelector(".onrecord-turn") ?? refusal(UNREACHED);
    } catch {
      return refusal(KEPT_OUT);
    }
  };
  const problemIn = (text) => {
    const { detail } = JSON.parse(text);
    return refusal(typeof detail === "string" && detail.trim() ? detail : UNREACHED);
  };
  const fetched = async (address, signal) => {
    // A page that was loaded with a login asks with it; one of another site, or in a sandbox, never has one.
    const response = await fetch(address, { credentials: "same-origin", signal });
    const text = await response.text();
    if (response.ok) return turnIn(text);
    if (response.headers.get("content-type")?.includes("problem+json")) return problemIn(text);
    return refusal(response.status === 503 ? BUSY : UNREACHED);
  };

  const summaryOf = (turn) => {
    const n = turn.querySelectorAll(".onrecord-card").length;
    const passages = n === 0 ? "" : `${n} passage${n === 1 ? "" : "s"}.`;
    return [turn.querySelector(".onrecord-message")?.textContent, passages].filter(Boolean).join(" ");
  };
  const show = (shown) => {
    answers.replaceChildren(shown);
    if (!shown.dataset.thread) { say(""); return; }
    form.elements.previous.value = shown.dataset.thread;
    say(summaryOf(shown));
  };

  // An answer that is still to come is no answer to what is asked here now.
  const clear = () => {
    waiting?.controller.abort();
    waiting = null;
    form.elements.previous.value = "";
    answers.removeAttribute("aria-busy");
    answers.replaceChildren();
    say("");
  };

  // The last question wins; one that is asked twice is asked once.
  const ask = async (given) => {
    last = { q: given.q, previous: given.previous };
    const server = base();
    if (!server) {
      clear();
      show(refusal(noServer));
      return;
    }
    const address = addressOf(given, server);
    if (waiting?.address === address) return;
    waiting?.controller.abort();
    const own = waiting = { address, controller: new AbortController() };
    const timers = [
      setTimeout(() => { answers.setAttribute("aria-busy", "true"); say("Looking through the passages …", true); }, SLOW_MS),
      setTimeout(() => say("The answer is slow to come; still waiting for it …", true), LATE_MS),
      setTimeout(() => own.controller.abort(), LOST_MS),
    ];
    const shown = await fetched(address, own.controller.signal).catch(() => refusal(UNREACHED));
    timers.forEach(clearTimeout);
    if (waiting !== own) return;
    waiting = null;
    answers.removeAttribute("aria-busy");
    show(shown);
  };
  const inForm = () => Object.fromEntries(new FormData(form));

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(inForm());
  });
  root.addEventListener("click", (event) => {
    const turn = event.target.closest?.(".onrecord-anyone")?.closest(".onrecord-turn");
    if (!turn) return;
    // Whatever has been typed since: the box shows the question that the cards answer.
    form.elements.q.value = turn.dataset.query;
    form.elements.previous.value = turn.dataset.previous;
    ask({ ...inForm(), anyone: "true" });
    // The pressed button goes with its card; who works by keyboard goes on from what comes in its place.
    answers.tabIndex = -1;
    answers.focus({ preventScroll: true });
  });

  form.dataset.live = "";

  return {
    clear,
    // The question that is to be asked next; none for "".
    begin: (question) => {
      form.elements.q.value = question;
      last = question ? { q: question, previous: "" } : null;
    },
    // What has been typed since the last question is not asked: it is not finished.
    askLast: () => { if (last) ask({ ...inForm(), ...last }); },
  };
};
