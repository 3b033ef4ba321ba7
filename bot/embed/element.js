// <quote-bot>: a question box in a page of any site. Its attributes are values and nothing else; what the page's
// styles and scripts are called does not matter to it, nor the other way round.
const ATTRIBUTES = ["src", "speaker", "k", "height", "theme", "question", "title"];
const THEMES = ["light", "dark"];
const TITLE = "onrecord";
const HEIGHT = { usual: 480, least: 100, most: 4000 };
const NO_ADDRESS = "The attribute src of quote-bot is no http or https address; give that of an onrecord server.";

// A module has no current script.
const ownScript = document.currentScript ?? document.querySelector('script[src*="/quote-bot.js"]');

// A style sheet belongs to one document; an element may be moved into another's.
const sharedBy = new WeakMap();
const sharedIn = (of) => {
  if (!sharedBy.has(of)) {
    const sheet = new of.defaultView.CSSStyleSheet();
    sheet.replaceSync(STYLES);
    sharedBy.set(of, sheet);
  }
  return sharedBy.get(of);
};

const made = (name, attributes, ...children) => {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.append(...children);
  return element;
};
const hidden = (name) => made("input", { type: "hidden", name });
const box = () =>
  made("section", { class: "onrecord-box", lang: "en", "aria-labelledby": "onrecord-title" },
    made("h2", { id: "onrecord-title", dir: "auto" }),
    made("form", {},
      made("label", { for: "onrecord-q" }, "Question"),
      made("input", {
        id: "onrecord-q", name: "q", type: "text", dir: "auto", required: "", autocomplete: "off", enterkeyhint: "search",
      }),
      made("button", {}, "Ask"),
      ...["speaker", "k", "previous"].map(hidden)),
    made("p", { id: "onrecord-announced", role: "status" }),
    made("div", { id: "onrecord-answers" }));

// The server's address with a slash at its end, null where the attribute holds none.
const serverAt = (src) => {
  try {
    const address = new URL(src ?? new URL(".", ownScript.src), document.baseURI);
    if (!["http:", "https:"].includes(address.protocol)) return null;
    return new URL(`${address.origin}${address.pathname.replace(/\/*$/, "/")}`);
  } catch {
    return null;
  }
};

class QuoteBot extends HTMLElement {
  static observedAttributes = ATTRIBUTES;
  #root = null;
  #sheet = null;
  #asking = null;

  connectedCallback() {
    const isNew = !this.#root;
    if (isNew) this.#build();
    this.#dress();
    if (!isNew) return;
    for (const name of ATTRIBUTES) this.#apply(name);
    this.#asking.askLast();
  }

  attributeChangedCallback(name, before, now) {
    if (!this.#root || before === now) return;
    this.#apply(name);
    if (["src", "speaker", "k", "question"].includes(name)) this.#askAnew();
  }

  #build() {
    this.#root = this.attachShadow({ mode: "open" });
    this.#root.append(box());
    onrecordCopying(this.#root);
    this.#asking = onrecordAsking(this.#root, () => serverAt(this.getAttribute("src")), NO_ADDRESS);
  }

  #dress() {
    const of = this.ownerDocument;
    if (this.#root.adoptedStyleSheets.includes(sharedIn(of))) return;
    this.#sheet = new of.defaultView.CSSStyleSheet();
    this.#root.adoptedStyleSheets = [sharedIn(of), this.#sheet];
    this.#apply("height");
  }

  #apply(name) {
    const value = this.getAttribute(name) ?? "";
    const form = this.#root.querySelector("form");
    if (name === "title") this.#root.querySelector("h2").textContent = value || TITLE;
    if (name === "speaker" || name === "k") form.elements[name].value = value;
    // A field of one line would drop a line end and join the words around it.
    if (name === "question") this.#asking.begin(value.replace(/\s+/g, " ").trim());
    if (name === "theme") this.#root.querySelector(".onrecord-box").dataset.theme = THEMES.includes(value) ? value : "auto";
    if (name === "height") this.#sheet?.replaceSync(`:host { --onrecord-height: ${this.#height(value)} !important; }`);
  }

  // Kept from the first moment, so that nothing around moves when an answer comes: what is longer is scrolled.
  #height(value) {
    if (value === "auto") return "auto";
    const px = /^\d+$/.test(value) ? Number(value) : HEIGHT.usual;
    return `${Math.min(HEIGHT.most, Math.max(HEIGHT.least, px))}px`;
  }

  // A page may change several attributes one after the other.
  #askAnew() {
    this.#asking.clear();
    queueMicrotask(() => this.#asking.askLast());
  }
}

if (!customElements.get("quote-bot")) customElements.define("quote-bot", QuoteBot);
