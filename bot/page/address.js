// What the page's address asks for when it is opened: an answer (?q=…&speaker=…) or the Explore tab (?explore=NAME).
window.onrecordAddress = (() => {
  const FILTERS = ["speaker", "kind", "publisher", "from", "to"];
  const BOX = "#onrecord-ask textarea";

  // The folder that holds the chat, with or without a slash at its end: whatever prefix the site has.
  const base = () => new URL(".", `${location.origin}${location.pathname.replace(/\/+$/, "")}`);

  const showTab = (name) => {
    const tab = [...document.querySelectorAll('#onrecord-tabs [role="tab"]')]
      .find((each) => each.textContent.trim() === name);
    if (tab && tab.getAttribute("aria-selected") !== "true") tab.click();
  };
  const filtersIn = (wanted) => Object.fromEntries(FILTERS.map((name) => [name, wanted[name] ?? ""]));
  const follow = () => {
    const wanted = Object.fromEntries(new URLSearchParams(location.search));
    window.onrecordFilters.arrange();
    if (FILTERS.some((name) => wanted[name])) window.onrecordFilters.set(filtersIn(wanted));
    if (wanted.q) {
      window.onrecordQuestions.ask(wanted.q, { previous: wanted.previous ?? "", anyone: wanted.anyone ?? "" });
    } else if (wanted.explore !== undefined) {
      explore(wanted.explore);
    }
  };
  const explore = (speaker) => {
    showTab("Explore");
    if (speaker) window.onrecordReady.whenThere("#onrecord-explore", () => window.onrecordExplore.openSpeaker(speaker));
  };
  const askOf = (filters) => {
    showTab("Ask");
    window.onrecordFilters.set(filtersIn(filters));
    // The box can be focused once its tab is shown.
    requestAnimationFrame(() => document.querySelector(BOX).focus());
    if (filters.speaker) window.onrecordQuestions.ask(`What did ${filters.speaker} say?`);
  };

  document.addEventListener("onrecord:ask", (event) => askOf(event.detail));
  window.onrecordReady.whenChatIsThere(follow);
  window.onrecordReady.whenThere("#onrecord-explore", () => window.onrecordExplore.open());
  return { base, showTab };
})();
