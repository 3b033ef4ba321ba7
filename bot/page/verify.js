// Sends the words of every passage on the screen, as they stand on it, to be held against the article text.
(() => {
  const CARDS = "#onrecord-page .onrecord-card";
  const MAX_CHARS = 10000;
  const NOT_CHECKED = "Not checked: the server cannot be reached. Try again.";
  const NOTHING_SHOWN = "No passage is shown yet; ask a question first.";

  const isSeen = (element) => element.getClientRects().length > 0;
  const shown = () => [...document.querySelectorAll(CARDS)].filter(isSeen).map((card) => ({
    card, id: card.dataset.passage, text: card.querySelector(".onrecord-passage").textContent,
  }));
  // A request may hold so much and no more.
  const batches = (passages) => {
    const all = [];
    let room = 0;
    for (const passage of passages) {
      if (passage.text.length > room) { all.push([]); room = MAX_CHARS; }
      all.at(-1).push(passage);
      room -= passage.text.length;
    }
    return all;
  };
  const check = async (passages) => {
    const body = JSON.stringify({ passages: passages.map(({ id, text }) => ({ id, text })) });
    const headers = { "Content-Type": "application/json" };
    const address = new URL("api/v1/verify", window.onrecordAddress.base());
    const response = await fetch(address, { method: "POST", headers, body });
    if (!response.ok) throw new Error((await response.json()).detail);
    return (await response.json()).passages.map(({ verdict }) => verdict);
  };
  const sentence = (verdicts) => {
    const count = (wanted) => verdicts.filter((verdict) => verdict === wanted).length;
    const faults = [
      ["differs", "not as in the article: do not rely on it"],
      ["unknown", "not in the index any more: ask again"],
      ["not checkable", "not checkable: the index has no text of the article"],
    ].filter(([verdict]) => count(verdict)).map(([verdict, words]) => `${count(verdict)} ${words}`);
    const n = verdicts.length;
    const good = `${count("verbatim")} of ${n} passage${n === 1 ? "" : "s"} shown`;
    return `Checked on the server: ${[`${good} as in the article, character for character`, ...faults].join("; ")}.`;
  };

  const verify = async (button) => {
    const status = button.closest(".onrecord-about").querySelector(".onrecord-verdict");
    const passages = shown();
    status.textContent = passages.length ? "Checking …" : NOTHING_SHOWN;
    button.disabled = true;
    try {
      const verdicts = [];
      for (const batch of batches(passages)) verdicts.push(...await check(batch));
      passages.forEach(({ card }, place) => { card.dataset.verdict = verdicts[place]; });
      if (verdicts.length) status.textContent = sentence(verdicts);
    } catch {
      status.textContent = NOT_CHECKED;
    }
    button.disabled = false;
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".onrecord-verify");
    if (button) verify(button);
  });
})();
