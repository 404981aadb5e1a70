// The comparison's table: indicators down, things across, a bar in every cell on the scale of its row.
import { pageLink, repaint, sourceLink } from "./dom.js";
import { el } from "./elements.js";

/** @param {Shown<import("./contract.js").Comparison>} shown */
export function render({ data, parentElement, setTriggerValue }) {
  /** @type {Act} */
  const act = (action) => setTriggerValue("action", action);
  /** @param {string} sign @param {string} key @param {import("./contract.js").PutButton | null} action */
  const tool = (sign, key, action, look = "") => (action ? el("button", { class: `ka-tool ${look}`, "data-key": key, title: action.label, "aria-label": action.label, click: () => act({ put: action.put }) }, sign) : null);
  /** @param {import("./contract.js").ComparisonColumn} c */
  const column = (c) =>
    el(
      "th",
      { scope: "col" },
      el("div", { class: "ka-column-name" }, pageLink(c.link, act, { "data-key": `name-${c.item}` })),
      el("div", { class: "ka-tools" }, tool("→", `earlier-${c.item}`, c.earlier, "ka-earlier"), tool("→", `later-${c.item}`, c.later), tool("×", `remove-${c.item}`, c.remove)),
    );
  /** @param {import("./contract.js").ComparisonCell} cell */
  const bar = (cell) =>
    cell.low === null
      ? null
      : el(
          "div",
          { class: `ka-compare-bar${cell.kind ? ` ka-${cell.kind}` : ""}`, "aria-hidden": "true" },
          el("i", { class: "ka-bar-high", style: `inline-size:${cell.high}%` }),
          el("i", { class: "ka-bar-low", style: `inline-size:${cell.low}%` }),
        );
  /** @param {import("./contract.js").ComparisonCell} cell @param {string | undefined} none */
  const shown = (cell, none) => (cell.value === null ? none : cell.link ? pageLink(cell.link, act) : el("span", { class: "ka-value", dir: "auto" }, cell.value));
  /** @param {import("./contract.js").ComparisonCell} cell @param {number} i @param {string | undefined} none */
  const cellOf = (cell, i, none) =>
    el(
      "td",
      { class: cell.value === null ? "ka-none" : null, "data-label": data.columns[i].link.label },
      el(
        "div",
        { class: "ka-cell" },
        el("div", { class: "ka-cell-head" }, shown(cell, none), cell.extreme ? el("span", { class: "ka-extreme" }, cell.extreme) : null),
        bar(cell),
        cell.note.length || cell.source ? el("small", {}, cell.note.join(" · "), cell.note.length && cell.source ? " · " : null, cell.source ? sourceLink(...cell.source) : null) : null,
      ),
    );
  /** @param {import("./contract.js").ComparisonRow} r @param {import("./contract.js").PutButton} order */
  const orderBy = (r, order) => el("button", { class: "ka-order", "data-key": `order-${r.name}`, title: order.label, "aria-label": order.label, click: () => act({ put: order.put }) }, r.label, el("span", { "aria-hidden": "true" }, " ⇄"));
  /** @param {import("./contract.js").ComparisonRow} r */
  const row = (r) =>
    el(
      "tr",
      { "data-row": r.name },
      el(
        "th",
        { scope: "row" },
        r.order ? orderBy(r, r.order) : r.label,
        el("small", {}, [r.unit, r.origin].filter(Boolean).join(" · ")),
      ),
      r.cells.map((cell, i) => cellOf(cell, i, r.none[i])),
    );
  repaint(
    parentElement,
    el(
      "div",
      { class: "ka-comparison", "data-scroll": "comparison", tabindex: "0", role: "region", "aria-label": data.caption },
      el(
        "table",
        { style: `--columns:${data.columns.length}` },
        el("caption", { class: "ka-hidden" }, data.caption),
        el("thead", {}, el("tr", {}, el("th", { scope: "col" }, data.corner), data.columns.map(column))),
        el("tbody", {}, data.rows.map(row)),
        el("tbody", { class: "ka-stage-rows" }, el("tr", {}, el("th", { scope: "rowgroup", colspan: data.columns.length + 1 }, data.stagesTitle)), data.stages.map(row)),
      ),
    ),
    el("p", { class: "ka-note" }, data.foot, " ", pageLink(data.methods, act, { "data-key": "methods" })),
  );
}
