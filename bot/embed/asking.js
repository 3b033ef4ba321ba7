// Asks a form's questions in place: the cards come from the server as HTML, and what goes wrong is said in words.
// `root` holds the form, a status line and the place for the answer; `base` gives the server's address, with a slash
// at its end.
const onrecordAsking = (root, base) => {
  const ASKED = ["q", "speaker", "k", "previous", "anyone"];
  const SLOW_MS = 150;
  const LATE_MS = 5000;
  const LOST_MS = 60000;
  const BUSY = "The server is busy. The question is kept; ask it again in a moment.";
  const UNREACHED = "The server cannot be reached. The question is kept; ask it again when it is back.";

  const form = root.querySelector("form");
  const status = root.querySelector("#onrecord-announced");
  const answers = root.querySelector("#onrecord-answers");
  // The question that is waited for.
  let waiting = null;

  // Waiting is to be seen; what has come is seen anyway, and need only be heard.
  const say = (sentence, isWaiting) => {
    status.textContent = sentence;
    status.toggleAttribute("data-waiting", Boolean(isWaiting));
  };
  const addressOf = (given) => {
    const address = new URL("api/v1/cards", base());
    for (const name of ASKED) if (given[name]) address.searchParams.set(name, given[name]);
    return address.href;
  };

  // A page may demand that HTML comes from a policy; scripts in what is parsed here never run.
  const policy = (() => {
    try {
      return window.trustedTypes?.createPolicy("onrecord", { createHTML: (html) => html });
    } catch {
      return null;
    }
  })();
  const turnIn = (html) => {
    const found = new DOMParser().parseFromString(policy ? policy.createHTML(html) : html, "text/html");
    return found.querySelector(".onrecord-turn");
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
  const fetched = async (address, signal) => {
    const response = await fetch(address, { credentials: "omit", signal });
    const text = await response.text();
    if (response.ok) return turnIn(text) ?? refusal(UNREACHED);
    const isProblem = response.headers.get("content-type")?.includes("problem+json");
    return refusal(isProblem ? JSON.parse(text).detail : response.status === 503 ? BUSY : UNREACHED);
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

  // The last question wins; one that is asked twice is asked once.
  const ask = async (given) => {
    const address = addressOf(given);
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
  const askForm = () => ask(Object.fromEntries(new FormData(form)));

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    askForm();
  });
  root.addEventListener("click", (event) => {
    const turn = event.target.closest?.(".onrecord-anyone")?.closest(".onrecord-turn");
    if (!turn) return;
    const { query, previous } = turn.dataset;
    ask({ ...Object.fromEntries(new FormData(form)), q: query, previous, anyone: "true" });
  });

  form.dataset.live = "";

  // An answer that is still to come is no answer to what is asked here now.
  const clear = () => {
    waiting?.controller.abort();
    waiting = null;
    form.elements.previous.value = "";
    answers.removeAttribute("aria-busy");
    answers.replaceChildren();
    say("");
  };
  return { askForm, clear, refuse: (sentence) => { clear(); show(refusal(sentence)); } };
};
