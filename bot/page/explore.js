// The Explore tab: puts the server's fragments into #onrecord-explore. bot/timeline.js hears the plot in them.
window.onrecordExplore = (() => {
  const ROOT = "#onrecord-explore";
  const TYPING_MS = 150;
  const UNREACHABLE = "The server cannot be reached.";

  let latest = 0; // of several requests only the last one's answer is shown
  let overview = null; // kept while a speaker's page is open, with what was typed and opened in it
  let typing = null;

  const root = () => document.querySelector(ROOT);
  const within = (event, selector) => {
    const found = event.target.closest?.(selector);
    return found?.closest(ROOT) ? found : null;
  };

  // The page is served at …/chat or …/chat/, the fragments beside it, whatever stands before.
  const address = (name, parameters) => {
    const folder = location.pathname.replace(/\/+$/, "").replace(/[^/]*$/, "");
    const url = new URL(`${folder}explore/${name}`, location.origin);
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

  const showPage = (page, focused) => {
    root().replaceChildren(page);
    if (root().getBoundingClientRect().top < 0) root().scrollIntoView({ block: "start" });
    if (focused) root().querySelector(focused).focus({ preventScroll: true });
  };
  const failPage = (sentence, name, parameters, focused) => {
    const box = failure(sentence, () => openPage(name, parameters, focused));
    const back = made("button", { type: "button", class: "onrecord-to-overview" }, "All speakers");
    if (name === "speaker") box.prepend(back);
    root().replaceChildren(box);
  };
  const openPage = (name, parameters, focused) => {
    const waiting = made("p", { class: "onrecord-explore onrecord-loading", role: "status" }, "Loading…");
    root().replaceChildren(waiting);
    load(name, parameters, (page) => showPage(page, focused),
      (sentence) => failPage(sentence, name, parameters, focused));
  };

  const openOverview = (focused) => {
    if (overview) showPage(overview, focused);
    else openPage("overview", {}, focused);
  };
  const openSpeaker = (name) => {
    const shown = root().querySelector('[data-view="overview"]');
    if (shown) overview = shown;
    openPage("speaker", { name }, "h2");
  };
  const backToOverview = () => {
    const name = root().querySelector("[data-speaker]")?.dataset.speaker;
    openOverview("h2");
    const buttons = [...root().querySelectorAll(".onrecord-open-speaker")];
    buttons.find((button) => button.dataset.speaker === name)?.focus();
  };

  const findSpeakers = (field) => {
    const shown = field.closest(".onrecord-explore");
    const status = shown.querySelector(".onrecord-found-status");
    load("overview", { find: field.value }, (fragment) => {
      const found = fragment.querySelector(".onrecord-found");
      shown.querySelector(".onrecord-found").replaceWith(found);
      status.textContent = found.dataset.status;
    }, (sentence) => { status.textContent = sentence; });
  };

  const showMore = (button) => {
    const group = button.closest(".onrecord-group");
    const page = button.closest(".onrecord-explore");
    const after = button.dataset.after;
    const fail = (sentence) => {
      const again = failure(sentence, () => {
        again.replaceWith(button);
        showMore(button);
      });
      button.disabled = false;
      button.replaceWith(again);
    };
    button.disabled = true;
    if (group) {
      const find = page.querySelector('[name="find"]').value;
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
    if (speaker) openSpeaker(speaker.dataset.speaker);
    if (within(event, ".onrecord-to-overview")) backToOverview();
    const more = within(event, ".onrecord-more");
    if (more) showMore(more);
  });
  document.addEventListener("input", (event) => {
    const field = within(event, '.onrecord-search [name="find"]');
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

  return {
    open: () => { if (root() && !root().firstElementChild) openOverview(); },
    openSpeaker,
  };
})();
