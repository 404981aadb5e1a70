// The figures row: official totals, what is on file, what is filtered; side by side, each with its source.
import { methodLink, repaint } from "./dom.js";
import { el } from "./elements.js";

/** @param {Shown<import("./contract.js").Figures>} shown */
export function render({ data, parentElement, setTriggerValue }) {
  /** @type {Act} */
  const act = (action) => setTriggerValue("action", action);
  const head = el("tr", {}, el("td", {}), data.columns.map((c) => el("th", { scope: "col" }, c)));
  const rows = data.rows.map((row) =>
    el(
      "tr",
      { class: row.strong ? "ka-strong" : null },
      el("th", { scope: "row" }, row.title, methodLink(row.info, act), " ", el("small", {}, row.note, " ", row.source)),
      row.cells.map((cell, i) =>
        el("td", { class: cell.value === null ? "ka-none" : "ka-figure", "data-label": data.columns[i] }, cell.value ?? cell.why, cell.note ? el("small", {}, cell.note) : null),
      ),
    ),
  );
  repaint(parentElement, el("table", { class: "ka-figures" }, el("caption", { class: "ka-hidden" }, data.caption), el("thead", {}, head), el("tbody", {}, rows)));
}
