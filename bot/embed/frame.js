// The page in a frame: its questions are answered in place, and it tells its height to the page around it.
const base = () => new URL(".", document.baseURI);
window.onrecordAddress = { base };
onrecordAsking(document, base);

// As the browser's own policy has it: http stands for https too, "*." for one name or more, no port for the usual one.
const isListed = (origin, listed) => {
  if (origin === listed) return true;
  const { protocol, hostname, port } = new URL(origin);
  const [, scheme, host, ports = ""] = /^(https?):\/\/(\[.*\]|[^:]+)(?::(.+))?$/.exec(listed) ?? [];
  return Boolean(scheme) && (protocol === `${scheme}:` || (scheme === "http" && protocol === "https:"))
    && (host.startsWith("*.") ? hostname.endsWith(host.slice(1)) : hostname === host)
    && (ports === "*" || ports === port);
};

// Told only to a page whose origin is known and is one that may frame this; nothing is listened to.
const { parents } = document.documentElement.dataset;
const parentOrigin = (() => {
  if (window.parent === window) return null;
  try {
    const origin = window.location.ancestorOrigins?.[0] ?? new URL(document.referrer).origin;
    return [window.location.origin, ...parents.split(" ")].some((listed) => isListed(origin, listed)) ? origin : null;
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
