// Copying from a card gives the passage character for character. Left alone, a browser turns no-break spaces into
// blanks and adds line ends at the edges of elements. `root` is the document, or the shadow root that holds the cards.
const onrecordCopying = (root) => {
  const VERBATIM = ".onrecord-passage, .onrecord-question, .onrecord-neighbour, .onrecord-which";
  const COPIED_MS = 2000;

  const verbatimAround = (node) =>
    (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(VERBATIM);

  const isSelectable = (node) => getComputedStyle(node.parentElement).userSelect !== "none";

  // A triple click selects to the beginning of the next text that can be selected: what is selected beyond the
  // element is empty then.
  const endsWith = (element, range) => {
    const beyond = range.cloneRange();
    beyond.setStartAfter(element);
    const texts = document.createTreeWalker(beyond.commonAncestorContainer, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode;
      if (!beyond.intersectsNode(node) || !isSelectable(node)) continue;
      const selected = node === beyond.endContainer ? node.data.slice(0, beyond.endOffset) : node.data;
      if (selected.trim() !== "") return false;
    }
    return true;
  };

  const exactText = (range) => {
    const element = verbatimAround(range.startContainer);
    if (!element) return null;
    if (element.contains(range.endContainer)) return range.toString();
    if (!endsWith(element, range)) return null;
    const inside = range.cloneRange();
    inside.setEnd(element, element.childNodes.length);
    return inside.toString();
  };

  // A document's own selection ends at the door of a shadow root.
  const selectedRange = (selection) => {
    if (root === document) return selection.rangeCount ? selection.getRangeAt(0) : null;
    const inside = selection.getComposedRanges?.({ shadowRoots: [root] })[0];
    if (!inside) return null;
    const range = document.createRange();
    range.setStart(inside.startContainer, inside.startOffset);
    range.setEnd(inside.endContainer, inside.endOffset);
    return range;
  };

  root.addEventListener("copy", (event) => {
    const selection = document.getSelection();
    const range = selection && selectedRange(selection);
    if (!range || range.collapsed) return;
    const cards = [...root.querySelectorAll(VERBATIM)];
    if (!cards.some((element) => range.intersectsNode(element))) return;
    event.clipboardData.setData("text/plain", exactText(range) ?? selection.toString());
    event.preventDefault();
  });

  // Selecting and copying, since navigator.clipboard exists on https and localhost only.
  root.addEventListener("click", (event) => {
    const button = event.target.closest?.(".onrecord-copy");
    const passage = button?.closest(".onrecord-card")?.querySelector(".onrecord-passage");
    if (!passage) return;
    // Whatever a browser knows of selections in a shadow root.
    const put = (copying) => {
      copying.clipboardData.setData("text/plain", passage.textContent);
      copying.preventDefault();
      copying.stopImmediatePropagation();
    };
    document.getSelection().selectAllChildren(passage);
    document.addEventListener("copy", put, { capture: true, once: true });
    const isCopied = document.execCommand("copy");
    document.removeEventListener("copy", put, { capture: true });
    if (!isCopied) return;
    button.textContent = "Copied";
    const said = root.querySelector("#onrecord-announced");
    if (said) said.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, COPIED_MS);
  });
};
