// Sends the words and names of every passage on the screen, as they stand on it, to be held against the articles.
(() => {
  const PASSAGES = ".onrecord-passage, .onrecord-neighbour";
  const MAX_BYTES = 50000;
  const TOO_LARGE = 413;
  const NOT_CHECKED = "Not checked: the server cannot be reached. Try again.";
  const NOTHING_SHOWN = "No passage is shown yet; ask a question first.";
  const FAULTS = {
    differs: "not as in the article: do not rely on it",
    unknown: "not in the index any more: ask again",
    "not checkable": "not checkable: the index has no text of the article",
    "too long": "too long to be checked here: run onrecord verify",
  };

  const isSeen = (element) => element.checkVisibility();
  // What stands around a passage names nobody.
  const speakersOn = (element) => {
    if (!element.matches(".onrecord-passage")) return undefined;
    const names = element.closest(".onrecord-card").querySelectorAll(".onrecord-speaker");
    return [...names].map((name) => name.textContent);
  };
  const shownIn = (tab) => [...tab.querySelectorAll(PASSAGES)].filter(isSeen).map((element) => ({
    holder: element.closest("[data-passage]"),
    sent: {
      id: element.closest("[data-passage]").dataset.passage,
      text: element.textContent,
      speakers: speakersOn(element),
    },
  }));

  const sizeOf = (passage) => new TextEncoder().encode(JSON.stringify(passage.sent)).length;
  // A request may hold so much and no more.
  const batches = (passages) => {
    const all = [];
    let room = 0;
    for (const passage of passages) {
      const size = sizeOf(passage);
      if (size > room) { all.push([]); room = MAX_BYTES; }
      all.at(-1).push(passage);
      room -= size;
    }
    return all;
  };
  const verdictsOn = async (passages) => {
    const body = JSON.stringify({ passages: passages.map(({ sent }) => sent) });
    const headers = { "Content-Type": "application/json" };
    const address = new URL("api/v1/verify", window.onrecordAddress.base());
    const response = await fetch(address, { method: "POST", headers, body });
    if (response.status === TOO_LARGE) return passages.map(() => "too long");
    if (!response.ok) throw new Error((await response.json()).detail);
    return (await response.json()).passages.map(({ verdict }) => verdict);
  };

  const sentence = (verdicts) => {
    const count = (wanted) => verdicts.filter((verdict) => verdict === wanted).length;
    const faults = Object.keys(FAULTS).filter(count).map((fault) => `${count(fault)} ${FAULTS[fault]}`);
    const n = verdicts.length;
    const good = `${count("verbatim")} of ${n} passage${n === 1 ? "" : "s"} shown as in the article, character for character`;
    return `Checked on the server: ${[good, ...faults].join("; ")}.`;
  };
  const verify = async (button) => {
    const status = button.closest(".onrecord-about").querySelector(".onrecord-verdict");
    const passages = shownIn(button.closest('[role="tabpanel"]'));
    status.textContent = passages.length ? "Checking …" : NOTHING_SHOWN;
    button.disabled = true;
    try {
      const verdicts = [];
      for (const batch of batches(passages)) verdicts.push(...await verdictsOn(batch));
      passages.forEach(({ holder }, place) => { holder.dataset.verdict = verdicts[place]; });
      if (verdicts.length) status.textContent = sentence(verdicts);
    } catch {
      status.textContent = NOT_CHECKED;
    }
    button.disabled = false;
    button.focus();
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".onrecord-verify");
    if (button) verify(button);
  });

  // What was found holds for the passages that stood there then.
  const forget = (records) => {
    const nodes = records.flatMap((record) => [...record.addedNodes, ...record.removedNodes]);
    if (!nodes.some((node) => node.matches?.(".onrecord-card") || node.querySelector?.(".onrecord-card"))) return;
    for (const status of document.querySelectorAll(".onrecord-verdict")) status.textContent = "";
  };
  new MutationObserver(forget).observe(document.documentElement, { childList: true, subtree: true });
})();
