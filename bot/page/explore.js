// The Explore tab: puts the server's fragments into #onrecord-explore. timeline.js hears the plot in them, address.js
// opens what the page's address asks for. Pages that are gone to from here stand in the browser's history:
// "?explore=NAME" is a speaker's page, "?explore" the list of all; any other address is the chat's own.
window.onrecordExplore = (() => {
  const ROOT = "#onrecord-explore";
  const TAB = '#onrecord-tabs [role="tab"]';
  const EXPLORE_TAB = "Explore";
  const TYPING_MS = 150;
  const FIND = '.onrecord-search [name="find"]';
  const UNREACHABLE = "The server cannot be reached.";

  let latest = 0; // of several requests only the last one's answer is shown
  let overview = null; // kept while a speaker's page is open, with what was typed and opened in it
  let typing = null;
  let opened = null; // the speaker whose page is open or on its way, null for the overview
  let chatAddress = null; // what the address was when the first page was gone to

  const root = () => document.querySelector(ROOT);
  const within = (event, selector) => {
    const found = event.target.closest?.(selector);
    return found?.closest(ROOT) ? found : null;
  };

  const address = (name, parameters) => {
    const url = new URL(`explore/${name}`, window.onrecordAddress.base());
    for (const [key, value] of Object.entries(parameters)) url.searchParams.set(key, value);
    return url;
  };
  const parsed = (html) => {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content;
  };
  const made = (tag, attributes, text) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = text;
    return element;
  };
  const sentenceOf = async (response) => {
    const problem = await response.json().catch(() => ({}));
    return problem.detail ? `${problem.detail[0].toUpperCase()}${problem.detail.slice(1)}.` : UNREACHABLE;
  };

  const fetched = async (name, parameters) => {
    const response = await fetch(address(name, parameters)).catch(() => null);
    if (!response) throw new Error(UNREACHABLE);
    if (!response.ok) throw new Error(await sentenceOf(response));
    return parsed(await response.text());
  };
  const failure = (sentence, again) => {
    const box = made("div", { class: "onrecord-explore onrecord-failure" }, "");
    const button = made("button", { type: "button", class: "onrecord-again" }, "Try again");
    button.addEventListener("click", () => { again(); });
    box.append(made("p", { role: "alert", dir: "auto" }, sentence), button);
    return box;
  };
  // Calls `show` with the fragment, or `fail` with a sentence, unless another page was asked for meanwhile.
  const load = async (name, parameters, show, fail, own = ++latest) => {
    try {
      const fragment = await fetched(name, parameters);
      if (own === latest) show(fragment);
    } catch (error) {
      if (own === latest) fail(error.message);
    }
  };

  // What is replaced must not leave a reader at the keyboard at the page's beginning; whoever has gone elsewhere stays.
  const isFocusFree = () => document.activeElement === document.body || root().contains(document.activeElement);
  const replaceAll = (content, focused) => {
    const isFree = isFocusFree();
    root().replaceChildren(content);
    if (focused && isFree) root().querySelector(focused).focus({ preventScroll: true });
  };
  const showPage = (page, focused) => {
    replaceAll(page, focused);
    if (root().getBoundingClientRect().top < 0) root().scrollIntoView({ block: "start" });
  };
  const failPage = (sentence, name, parameters, focused) => {
    const box = failure(sentence, () => openPage(name, parameters, "h2"));
    const back = made("button", { type: "button", class: "onrecord-to-overview" }, "All speakers");
    if (name === "speaker") box.prepend(back);
    replaceAll(box, focused && ".onrecord-again");
  };
  const openPage = (name, parameters, focused) => {
    const waiting = { class: "onrecord-explore onrecord-loading", role: "status", tabindex: "-1" };
    clearTimeout(typing);
    replaceAll(made("p", waiting, "Loading…"), focused && ".onrecord-loading");
    load(name, parameters, (page) => showPage(page, focused),
      (sentence) => failPage(sentence, name, parameters, focused));
  };

  const openOverview = (focused) => {
    latest += 1; // a speaker's page that is still on its way must not take the overview's place
    opened = null;
    if (overview) {
      showPage(overview, focused);
      for (const button of overview.querySelectorAll(".onrecord-more")) button.disabled = false;
    } else openPage("overview", {}, focused);
  };
  const openSpeaker = (name) => {
    const shown = root().querySelector('[data-view="overview"]');
    if (shown) overview = shown;
    opened = name;
    openPage("speaker", { name }, "h2");
  };
  const buttonOf = (name) => [...root().querySelectorAll(".onrecord-open-speaker")]
    .find((button) => button.dataset.speaker === name);
  const backToOverview = () => {
    const name = opened;
    openOverview("h2");
    if (isFocusFree()) buttonOf(name)?.focus();
    const field = root().querySelector(FIND);
    if (field && field.value !== (overview.dataset.found ?? "")) findSpeakers(field);
  };

  const findSpeakers = (field) => {
    const shown = field.closest(".onrecord-explore");
    const status = shown.querySelector(".onrecord-found-status");
    const find = field.value;
    load("overview", { find }, (fragment) => {
      const found = fragment.querySelector(".onrecord-found");
      const before = shown.querySelector(".onrecord-found");
      const isWithin = before.contains(document.activeElement);
      const { speaker } = document.activeElement.dataset;
      before.replaceWith(found);
      if (isWithin) (buttonOf(speaker) ?? field).focus();
      shown.dataset.found = find;
      status.textContent = found.dataset.status;
    }, (sentence) => { status.textContent = sentence; });
  };

  const explored = () => new URLSearchParams(location.search).get("explore");
  const goTo = (name) => {
    if (explored() === null) chatAddress = location.href;
    const query = name === null ? "?explore" : `?${new URLSearchParams({ explore: name })}`;
    history.pushState(null, "", location.pathname + query);
  };
  const followAddress = () => {
    const name = explored() || null;
    if (explored() !== null) window.onrecordAddress.showTab(EXPLORE_TAB);
    // Addresses with another "#" are the same page.
    if (!root()?.firstElementChild || name === opened) return;
    if (name === null) backToOverview();
    else openSpeaker(name);
  };
  const giveAddressBack = () => {
    if (explored() !== null) history.replaceState(null, "", chatAddress ?? location.pathname);
  };

  const showMore = (button) => {
    const group = button.closest(".onrecord-group");
    const page = button.closest(".onrecord-explore");
    const after = button.dataset.after;
    const fail = (sentence) => {
      const again = failure(sentence, () => {
        again.replaceWith(button);
        button.focus();
        showMore(button);
      });
      const isFree = isFocusFree();
      button.disabled = false;
      button.replaceWith(again);
      if (isFree) again.querySelector(".onrecord-again").focus();
    };
    button.disabled = true;
    if (group) {
      const find = page.querySelector(FIND).value;
      const asked = { group: group.dataset.group, find, after };
      load("overview", asked, (more) => addSpeakers(group, button, more), fail, latest);
    } else {
      load("speaker", { name: page.dataset.speaker, after }, (more) => addPassages(button, more), fail, latest);
    }
  };
  const addSpeakers = (group, button, more) => {
    const first = more.querySelector(".onrecord-open-speaker");
    for (const part of [".onrecord-ranking", "tbody"]) {
      group.querySelector(part)?.append(...(more.querySelector(part)?.children ?? []));
    }
    replaceButton(button, more);
    first?.focus();
  };
  const addPassages = (button, more) => {
    const cards = more.querySelector(".onrecord-passages");
    const first = cards.firstElementChild;
    button.parentElement.querySelector(".onrecord-passages").append(...cards.children);
    replaceButton(button, more);
    first?.setAttribute("tabindex", "-1");
    first?.focus();
  };
  const replaceButton = (button, more) => {
    const next = more.querySelector(".onrecord-more");
    if (next) button.replaceWith(next);
    else button.remove();
  };

  document.addEventListener("click", (event) => {
    const speaker = within(event, ".onrecord-open-speaker");
    if (speaker) {
      goTo(speaker.dataset.speaker);
      openSpeaker(speaker.dataset.speaker);
    }
    if (within(event, ".onrecord-to-overview")) {
      goTo(null);
      backToOverview();
    }
    const tab = event.target.closest?.(TAB);
    if (tab && tab.textContent.trim() !== EXPLORE_TAB) giveAddressBack();
    const more = within(event, ".onrecord-more");
    if (more) showMore(more);
  });
  document.addEventListener("input", (event) => {
    const field = within(event, FIND);
    if (!field) return;
    clearTimeout(typing);
    typing = setTimeout(() => findSpeakers(field), TYPING_MS);
  });
  document.addEventListener("submit", (event) => {
    const form = within(event, ".onrecord-search");
    if (!form) return;
    event.preventDefault();
    clearTimeout(typing);
    findSpeakers(form.elements.find);
  });

  window.addEventListener("popstate", followAddress);

  return {
    open: () => { if (root() && !root().firstElementChild) openOverview(); },
    openSpeaker,
  };
})();
