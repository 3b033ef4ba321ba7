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

  const rangeBetween = ({ startContainer, startOffset, endContainer, endOffset }) => {
    const range = document.createRange();
    range.setStart(startContainer, startOffset);
    range.setEnd(endContainer, endOffset);
    return range;
  };
  const holdsVerbatim = (range) => [...root.querySelectorAll(VERBATIM)].some((element) => range.intersectsNode(element));

  const textWithin = (range, selection) => {
    if (range.collapsed || !holdsVerbatim(range)) return null;
    return exactText(range) ?? selection.toString();
  };

  // Of a selection that goes through the door of a shadow root, the browser's own text has one side only: each side is
  // selected by itself for a moment, and asked for.
  const textAcross = (ends, selection) => {
    const { host } = root;
    const { startContainer, startOffset, endContainer, endOffset } = ends;
    const [begins, stops] = [root.contains(startContainer), root.contains(endContainer)];
    const [before, within, after] = [0, 1, 2].map(() => document.createRange());
    within.selectNodeContents(root);
    if (begins) within.setStart(startContainer, startOffset);
    else { before.setStart(startContainer, startOffset); before.setEndBefore(host); }
    if (stops) within.setEnd(endContainer, endOffset);
    else { after.setStartAfter(host); after.setEnd(endContainer, endOffset); }
    if (!holdsVerbatim(within)) return null;
    const words = [before, within, after].map((range) => {
      if (range.collapsed) return "";
      selection.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
      return range === within ? selection.toString() : selection.toString().trim();
    });
    selection.setBaseAndExtent(startContainer, startOffset, endContainer, endOffset);
    return words.filter(Boolean).join("\n");
  };

  // A document's own selection ends at the door of a shadow root, and not every browser tells what is selected behind.
  const copiedText = (selection, event) => {
    if (root === document) return selection.rangeCount ? textWithin(selection.getRangeAt(0), selection) : null;
    const { host } = root;
    const ends = selection.getComposedRanges?.({ shadowRoots: [root] })[0];
    if (!ends) {
      const isHere = event.composedPath().includes(root) || selection.containsNode(host, true);
      return isHere ? selection.toString() || null : null;
    }
    const nInside = [ends.startContainer, ends.endContainer].filter((node) => root.contains(node)).length;
    if (nInside === 2) return textWithin(rangeBetween(ends), selection);
    const isAround = () => [ends.startContainer, ends.endContainer].every((node) => !host.contains(node))
      && rangeBetween(ends).intersectsNode(host);
    return nInside === 1 || isAround() ? textAcross(ends, selection) : null;
  };

  // What begins outside a shadow root is not heard within.
  document.addEventListener("copy", (event) => {
    const selection = document.getSelection();
    if (event.defaultPrevented || !selection || event.composedPath()[0].matches?.("input, textarea")) return;
    const text = copiedText(selection, event);
    if (text === null) return;
    event.clipboardData.setData("text/plain", text);
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
