// For pages with frames of onrecord: each becomes as high as what it shows, and never lower than it was at first.
// Put it into the page with <script src="…/embed/height.js" defer></script>.
(() => {
  const MIN = 100;
  const MAX = 4000;
  const service = new URL(document.currentScript.src).origin;
  // Of a frame that says nothing of its height; where it is not shown, it has no other.
  const USUAL = 150;
  const atFirst = new WeakMap();

  const isOfService = (frame) => {
    try {
      return new URL(frame.src).origin === service;
    } catch {
      return false;
    }
  };
  // A frame that is sandboxed without allow-same-origin has the origin "null".
  const isFrom = (event, frame) =>
    event.source === frame.contentWindow && (event.origin === service || event.origin === "null");

  window.addEventListener("message", (event) => {
    if (event.data?.onrecord !== "height" || !Number.isFinite(event.data.height)) return;
    const frame = [...document.querySelectorAll("iframe")].find((each) => isOfService(each) && isFrom(event, each));
    if (!frame) return;
    const { boxSizing, height } = getComputedStyle(frame);
    if (!atFirst.has(frame)) atFirst.set(frame, parseFloat(height) || USUAL);
    const around = boxSizing === "border-box" ? frame.offsetHeight - frame.clientHeight : 0;
    const wanted = Math.min(MAX, Math.max(MIN, Math.ceil(event.data.height))) + around;
    frame.style.height = `${Math.max(atFirst.get(frame), wanted)}px`;
  });
})();
