// The page in a frame: its questions are answered in place, and it tells its height to the page around it.
const base = () => new URL(".", document.baseURI);
window.onrecordAddress = { base };
onrecordAsking(document, base);

// Told only to a page whose origin is known and is one that may frame this; nothing is listened to.
const { parents } = document.documentElement.dataset;
const parentOrigin = (() => {
  if (window.parent === window) return null;
  try {
    const origin = window.location.ancestorOrigins?.[0] ?? new URL(document.referrer).origin;
    return [window.location.origin, ...parents.split(" ")].includes(origin) ? origin : null;
  } catch {
    return null;
  }
})();
if (parentOrigin) {
  // The page around may begin to listen after this one was loaded.
  const AGAIN_MS = [500, 1000, 2000, 4000, 8000];
  const tell = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    window.parent.postMessage({ onrecord: "height", height }, parentOrigin);
  };
  new ResizeObserver(tell).observe(document.body);
  window.addEventListener("load", tell);
  for (const ms of AGAIN_MS) setTimeout(tell, ms);
}
