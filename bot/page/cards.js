// What a card offers beside its words: copying in another form, and sending away an explanation with Escape.
(() => {
  const SAID_MS = 2000;
  const NOT_COPIED = "Not copied; try again";

  // In the copy event itself, which takes the exact characters and works on addresses without https too.
  const copyExactly = (text, card) => {
    let isCopied = false;
    const put = (event) => {
      event.clipboardData.setData("text/plain", text);
      event.preventDefault();
      event.stopImmediatePropagation();
      isCopied = true;
    };
    document.getSelection().selectAllChildren(card.querySelector(".onrecord-passage"));
    document.addEventListener("copy", put, { capture: true, once: true });
    document.execCommand("copy");
    document.removeEventListener("copy", put, { capture: true });
    return isCopied;
  };

  const citationsOf = async (card) => {
    const path = `api/v1/passages/${encodeURIComponent(card.dataset.passage)}`;
    const response = await fetch(new URL(path, window.onrecordAddress.base()));
    const found = await response.json();
    if (!response.ok) throw new Error(found.detail);
    return found;
  };

  // Asked for when the forms are opened, so that the press that follows copies at once.
  const opened = new WeakMap();
  const open = (card) => {
    if (!opened.has(card)) opened.set(card, citationsOf(card));
    opened.get(card).catch(() => opened.delete(card));
    return opened.get(card);
  };

  const say = (button, sentence) => {
    button.dataset.label ??= button.textContent;
    button.textContent = sentence;
    document.querySelector("#onrecord-announced").textContent = sentence;
    setTimeout(() => { button.textContent = button.dataset.label; }, SAID_MS);
  };
  const copyAs = async (button) => {
    const card = button.closest(".onrecord-card");
    try {
      const { passage, citations } = await open(card);
      // The card shows these words and no others; what an index built since then holds may differ.
      const isShown = passage.text === card.querySelector(".onrecord-passage").textContent;
      say(button, isShown && copyExactly(citations[button.dataset.format], card) ? "Copied" : NOT_COPIED);
    } catch {
      say(button, NOT_COPIED);
    }
  };

  document.addEventListener("toggle", (event) => {
    if (event.target.matches?.(".onrecord-copy-as[open]")) open(event.target.closest(".onrecord-card")).catch(() => {});
  }, true);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-format]");
    if (button) copyAs(button);
  });

  // An explanation that was sent away stays away until its word is left.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll(".onrecord-kind:is(:hover, :focus)").forEach((kind) => kind.classList.add("onrecord-quiet"));
  });
  for (const left of ["focusout", "pointerout"]) {
    document.addEventListener(left, (event) => event.target.closest?.(".onrecord-kind")?.classList.remove("onrecord-quiet"));
  }
})();
