// Tables of published totals, and where everything comes from.
import { el, repaint } from "./dom.js";

export function render({ data, parentElement }) {
  const table = (t) => [
    el("h2", {}, t.title),
    el("p", { class: "ka-note" }, t.note),
    el(
      "div",
      { class: "ka-table ka-published", tabindex: "0", role: "region", "aria-label": t.title },
      el(
        "table",
        {},
        el("thead", {}, el("tr", {}, t.columns.map((c) => el("th", { scope: "col" }, c)))),
        el("tbody", {}, t.rows.map((row) => el("tr", {}, row.map((cell, i) => el(i ? "td" : "th", { scope: i ? null : "row", "data-label": t.columns[i], dir: "auto" }, cell))))),
      ),
    ),
  ];
  repaint(parentElement, data.tables.map(table), el("h2", {}, data.title), data.paragraphs.map((p) => el("p", { class: "ka-prose", dir: "auto" }, p)));
}
