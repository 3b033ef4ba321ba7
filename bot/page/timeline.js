// The Explore tab's marks and its buttons that ask: tells the page, by the event onrecord:ask, what to ask about.
(() => {
  const ROOT = "#onrecord-explore";
  const NEAR_PX = 16;

  const within = (event, selector) => {
    const found = event.target.closest?.(selector);
    return found?.closest(ROOT) ? found : null;
  };

  const ask = (speaker, from = "", to = "") => {
    document.dispatchEvent(new CustomEvent("onrecord:ask", { detail: { speaker, from, to } }));
  };
  const askOfMark = (mark) => {
    const page = mark.closest(".onrecord-explore");
    const row = mark.closest(".onrecord-ranked");
    const { speaker } = (row?.querySelector(".onrecord-open-speaker") ?? page).dataset;
    const [from, to] = page.dataset.periods.split(" ")[Number(mark.dataset.at)].split("/");
    ask(speaker, from, to);
  };
  const middle = (mark) => {
    const box = mark.getBoundingClientRect();
    return box.left + box.width / 2;
  };
  // Small discs are hard to hit: the nearest one is meant.
  const markNear = (strip, x) => {
    const marks = [...strip.querySelectorAll("circle")].map((mark) => ({ mark, far: Math.abs(middle(mark) - x) }));
    const nearest = marks.reduce((best, one) => (!best || one.far < best.far ? one : best), null);
    return nearest && nearest.far <= NEAR_PX ? nearest.mark : null;
  };
  const moveAlong = (mark, key) => {
    const marks = [...mark.closest(".onrecord-strip").querySelectorAll("circle")];
    const here = marks.indexOf(mark);
    const next = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: marks.length - 1 }[key];
    if (!marks[next]) return;
    mark.setAttribute("tabindex", "-1");
    marks[next].setAttribute("tabindex", "0");
    marks[next].focus();
  };

  // A pointer that rests on a disc gets its title from the browser; the keyboard gets it here.
  const newTip = () => {
    const tip = document.createElement("div");
    tip.className = "onrecord-mark-label";
    tip.setAttribute("aria-hidden", "true");
    return tip;
  };
  const showTip = (mark) => {
    const page = mark.closest(".onrecord-explore");
    const tip = page.querySelector(".onrecord-mark-label") ?? page.appendChild(newTip());
    const box = mark.getBoundingClientRect();
    tip.hidden = false;
    tip.textContent = mark.querySelector("title").textContent;
    const half = tip.offsetWidth / 2;
    tip.style.left = `${Math.min(Math.max(middle(mark), half + 4), document.documentElement.clientWidth - half - 4)}px`;
    tip.style.top = `${box.top}px`;
  };
  const hideTip = () => {
    for (const tip of document.querySelectorAll(`${ROOT} .onrecord-mark-label`)) tip.hidden = true;
  };

  document.addEventListener("focusin", (event) => {
    const mark = within(event, ".onrecord-strip circle");
    if (mark?.matches(":focus-visible")) showTip(mark);
    else hideTip();
  });
  document.addEventListener("scroll", hideTip, { capture: true, passive: true });
  document.addEventListener("click", (event) => {
    const asked = within(event, ".onrecord-ask-speaker");
    if (asked) ask(asked.dataset.speaker);
    const strip = within(event, ".onrecord-strip");
    const mark = strip && markNear(strip, event.clientX);
    if (mark) askOfMark(mark);
  });
  document.addEventListener("keydown", (event) => {
    const mark = within(event, ".onrecord-strip circle");
    if (!mark || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") askOfMark(mark);
    else if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) moveAlong(mark, event.key);
    else return;
    event.preventDefault();
  });
})();
