// <quote-bot>: a question box in a page of any site. Its attributes are values and nothing else; what the page's
// styles and scripts are called does not matter to it, nor the other way round.
const ATTRIBUTES = ["src", "speaker", "k", "height", "theme", "question", "title"];
const THEMES = ["light", "dark"];
const TITLE = "onrecord";
const HEIGHT = { usual: 480, least: 100, most: 4000 };
const NO_ADDRESS = "The attribute src of quote-bot is no http or https address; give that of an onrecord server.";

// A module has no current script.
const ownScript = document.currentScript ?? document.querySelector('script[src*="/quote-bot.js"]');

const shared = new CSSStyleSheet();
shared.replaceSync(STYLES);

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
  #sheet = new CSSStyleSheet();
  #asking = null;

  connectedCallback() {
    if (this.#root) return;
    this.#root = this.attachShadow({ mode: "open" });
    this.#root.adoptedStyleSheets = [shared, this.#sheet];
    this.#root.append(box());
    onrecordCopying(this.#root);
    this.#asking = onrecordAsking(this.#root, () => serverAt(this.getAttribute("src")));
    for (const name of ATTRIBUTES) this.#apply(name);
    if (this.getAttribute("question")) this.#ask();
  }

  attributeChangedCallback(name, before, now) {
    if (!this.#root || before === now) return;
    this.#apply(name);
    if (["src", "speaker", "k", "question"].includes(name)) this.#askAnew();
  }

  #apply(name) {
    const value = this.getAttribute(name) ?? "";
    const form = this.#root.querySelector("form");
    if (name === "title") this.#root.querySelector("h2").textContent = value || TITLE;
    if (name === "speaker" || name === "k") form.elements[name].value = value;
    if (name === "question") form.elements.q.value = value;
    if (name === "theme") this.#root.querySelector(".onrecord-box").dataset.theme = THEMES.includes(value) ? value : "auto";
    if (name === "height") this.#sheet.replaceSync(`:host { --onrecord-height: ${this.#height(value)} !important; }`);
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
    queueMicrotask(() => { if (this.getAttribute("question")) this.#ask(); });
  }

  #ask() {
    if (serverAt(this.getAttribute("src"))) this.#asking.askForm();
    else this.#asking.refuse(NO_ADDRESS);
  }
}

if (!customElements.get("quote-bot")) customElements.define("quote-bot", QuoteBot);
