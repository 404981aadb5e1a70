// Head of the page: the document's language and direction, the title and the other language.
import { el, repaint } from "./dom.js";

export function render({ data, parentElement, setTriggerValue }) {
  document.documentElement.lang = data.lang;
  document.documentElement.dir = data.dir;
  document.documentElement.style.setProperty("--ka-filters", JSON.stringify(data.filters));
  repaint(
    parentElement,
    el(
      "header",
      { class: "ka-head" },
      el("h1", {}, data.title),
      el("p", { class: "ka-subtitle" }, data.subtitle),
      el(
        "button",
        { class: "ka-button", "data-key": "lang", lang: data.otherLang, click: () => setTriggerValue("action", { put: { lang: data.otherLang } }) },
        data.otherName,
      ),
    ),
    data.ignored.length
      ? el("div", { class: "ka-notice", role: "status" }, el("p", {}, data.ignoredTitle), el("ul", {}, data.ignored.map((line) => el("li", { dir: "auto" }, line))))
      : null,
  );
}
