// A plain table: columns of texts, as text nodes; lines in a cell stay lines.
import { el, repaint } from "./dom.js";

export function render({ data, parentElement }) {
  const cell = (text, i) => el("td", { dir: "auto", "data-label": data.columns[i] }, text.split("\n").map((line) => el("div", {}, line)));
  repaint(
    parentElement,
    data.rows.length
      ? el(
          "div",
          { class: "ka-table ka-plain", "data-scroll": "grid", tabindex: "0", role: "region", "aria-label": data.label },
          el(
            "table",
            {},
            el("thead", {}, el("tr", {}, data.columns.map((c) => el("th", { scope: "col" }, c)))),
            el("tbody", {}, data.rows.map((row) => el("tr", {}, row.map(cell)))),
          ),
        )
      : null,
    data.more ? el("p", { class: "ka-note" }, data.more) : null,
  );
}
