// A plain table: columns of texts, as text nodes; lines in a cell stay lines. The first rows may be errors.
import { repaint } from "./dom.js";
import { el } from "./elements.js";

/** @param {Shown<import("./contract.js").Grid>} shown */
export function render({ data, parentElement }) {
  /** @param {string[]} texts @param {number} n */
  const row = (texts, n) =>
    el(
      "tr",
      {},
      texts.map((text, i) =>
        el(
          "td",
          { "data-label": data.columns[i], class: i === 0 && n < data.errors ? "ka-error" : null },
          text.split("\n").map((line) => el("div", { dir: data.sentences && i === texts.length - 1 ? null : "auto" }, line)),
        ),
      ),
    );
  repaint(
    parentElement,
    data.rows.length
      ? el(
          "div",
          { class: "ka-table ka-plain ka-grid", "data-scroll": "grid", tabindex: "0", role: "region", "aria-label": data.label },
          el("table", {}, el("thead", {}, el("tr", {}, data.columns.map((c) => el("th", { scope: "col" }, c)))), el("tbody", {}, data.rows.map(row))),
        )
      : el("p", { class: "ka-nothing" }, data.empty),
    data.more ? el("p", { class: "ka-note" }, data.more) : null,
  );
}
