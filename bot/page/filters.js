// The filters: each one set is a chip above the question box, which a press drops again.
window.onrecordFilters = (() => {
  const FORM = "#onrecord-filters";
  const NAMES = ["speaker", "kind", "publisher", "from", "to"];
  const WIDE = window.matchMedia("(min-width: 64rem)");
  const TYPING_MS = 120;

  const field = (name) => document.querySelector(`${FORM} [name="${name}"]`);
  const values = () => Object.fromEntries(NAMES.map((name) => [name, field(name)?.value ?? ""]));

  const shown = (name, value) => {
    if (name === "kind") return field(name).selectedOptions[0].textContent;
    return name === "from" || name === "to" ? `${name} ${value}` : value;
  };
  const chip = (name, value) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    const words = document.createElement("bdi");
    button.type = "button";
    button.dataset.drop = name;
    words.textContent = shown(name, value);
    button.append(words);
    button.setAttribute("aria-label", `Drop the filter ${words.textContent}`);
    item.append(button);
    return item;
  };
  const show = () => {
    const set = Object.entries(values()).filter(([, value]) => value.trim());
    const list = document.querySelector(".onrecord-in-force");
    if (!list) return;
    // A press on a chip ends the typing in a field: the chip must still stand when the press is over.
    const isAsShown = list.dataset.shown === JSON.stringify(set);
    list.dataset.shown = JSON.stringify(set);
    if (isAsShown) return;
    list.replaceChildren(...set.map(([name, value]) => chip(name, value)));
    list.hidden = set.length === 0;
    document.querySelector(".onrecord-clear-filters").hidden = set.length === 0;
  };
  const set = (given) => {
    for (const name of NAMES) {
      const control = field(name);
      if (!control) continue;
      control.value = given[name] ?? "";
      // A list knows only its own entries; what else the address asks for must not be dropped in silence.
      if (control.tagName === "SELECT" && given[name] && control.value !== given[name]) {
        control.append(new Option(given[name], given[name]));
        control.value = given[name];
      }
    }
    show();
  };
  const drop = (name) => {
    set({ ...values(), [name]: "" });
    const next = document.querySelector(".onrecord-in-force button") ?? document.querySelector("#onrecord-ask textarea");
    next.focus();
  };

  // The page knows the speakers with the most passages; the others are asked for while a name is typed.
  let typing = 0;
  const offer = async (typed) => {
    const address = new URL("api/v1/speakers", window.onrecordAddress.base());
    address.search = new URLSearchParams({ find: typed, limit: "20" });
    const response = await fetch(address);
    if (!response.ok || field("speaker").value !== typed) return;
    const { speakers } = await response.json();
    const options = speakers.map(({ name, passages }) => new Option(`${name} (${passages})`, name));
    document.querySelector("#onrecord-speakers").replaceChildren(...options);
  };
  const typed = () => {
    const list = document.querySelector("#onrecord-speakers");
    if (!list?.dataset.more) return;
    clearTimeout(typing);
    typing = setTimeout(() => offer(field("speaker").value).catch(() => {}), TYPING_MS);
  };

  const arrange = () => {
    const panel = document.querySelector(`${FORM} details`);
    if (!panel) return;
    panel.open = WIDE.matches;
    panel.dataset.arranged = "";
  };
  WIDE.addEventListener("change", arrange);

  for (const change of ["input", "change"]) {
    document.addEventListener(change, (event) => {
      if (!event.target.closest?.(FORM)) return;
      show();
      if (change === "input" && event.target === field("speaker")) typed();
    });
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-drop]");
    if (button) drop(button.dataset.drop);
    if (event.target.closest?.(".onrecord-clear-filters")) {
      set({});
      document.querySelector(`${FORM} [name]`).focus();
    }
  });
  return { values, set, arrange };
})();
