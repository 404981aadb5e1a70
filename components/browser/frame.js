// Head of the page: the document's language and direction, the title, the other language, notices; and the wait for a newer version.
import { repaint } from "./dom.js";
import { el } from "./elements.js";
import { combobox, shortcut } from "./search.js";
import { share } from "./share.js";

const EVERY = 3000;
let asking = 0;

/** Ask our own server now and then which version is the newest, and have the page shown anew when it is another. */
function watch(address, shown, refresh) {
  clearInterval(asking);
  if (!address) return;
  asking = setInterval(async () => {
    // never in the midst of an answer: what a press began would be begun again
    if (document.hidden || document.querySelector('[data-testid="stApp"][data-test-script-state="running"]')) return;
    try {
      const answer = await fetch(address, { cache: "no-store" });
      if (answer.ok && (await answer.json()).version !== shown) refresh();
    } catch {
      // the server is away: Streamlit's own sign says so
    }
  }, EVERY);
}

/** @param {Shown<import("./contract.js").Frame>} shown */
export function render({ data, parentElement, setTriggerValue }) {
  /** @type {Act} */
  const act = (action) => setTriggerValue("action", action);
  document.documentElement.lang = data.lang;
  document.documentElement.dir = data.dir;
  // what Streamlit's own widgets say stands in its front end, in English; styles/widgets.css puts these in its place
  for (const [name, words] of Object.entries(data.words)) document.documentElement.style.setProperty(`--ka-${name}`, JSON.stringify(words));
  watch(data.ask, data.shown, () => act({ refresh: true }));
  shortcut("ka-search");
  repaint(
    parentElement,
    el(
      "header",
      { class: "ka-head" },
      el("h1", {}, data.title),
      el("p", { class: "ka-subtitle" }, data.subtitle),
      combobox({ ...data.search, id: "ka-search", choose: (find) => find.action && act(find.action) }),
      share(data.share),
      el("button", { class: "ka-button", "data-key": "lang", lang: data.otherLang, click: () => act({ put: { lang: data.otherLang } }) }, data.otherName),
    ),
    data.notices.map((notice) =>
      el(
        "div",
        { class: notice.kind === "warning" ? "ka-notice ka-warning" : "ka-notice", role: "status" },
        el("p", {}, notice.say, " ", notice.action ? el("button", { class: "ka-button", "data-key": "notice", click: () => act({ put: notice.put }) }, notice.action) : null),
      ),
    ),
    data.ignored.length
      ? el("div", { class: "ka-notice", role: "status" }, el("p", {}, data.ignoredTitle), el("ul", {}, data.ignored.map((line) => el("li", { dir: "auto" }, line))))
      : null,
  );
}
