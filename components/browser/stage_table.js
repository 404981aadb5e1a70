// Tables of counts: a cell is a text, or has a heat, bars, or a link to its clusters on the map.
import { titleOf } from "./controls.js";
import { el, pageLink, repaint } from "./dom.js";

export function tableOf(data, act) {
  const link = (cell) => {
    const query = new URLSearchParams({ ...data.query, ...cell.put });
    return pageLink({ label: cell.text, href: `${data.path}?${query}`, action: { go: "map", put: cell.put } }, act, { "aria-label": cell.say || null });
  };
  const bars = (cell) => el("span", { class: "ka-bars", "aria-hidden": "true" }, (cell.bars ?? []).map(([kind, width]) => el("i", { class: `ka-stack-bar ka-${kind}`, style: `inline-size:${width}%` })));
  const content = (cell) => {
    if (cell === null || typeof cell === "string") return cell;
    if (cell.bars !== undefined && cell.text) return [el("span", { class: "ka-n" }, cell.text), bars(cell)];
    return cell.bars ? bars(cell) : cell.put ? link(cell) : cell.text;
  };
  const cell = (given, i) => {
    const column = data.columns[i];
    const heat = given?.heat ? ` ka-heat${given.heat}` : "";
    const look = { class: `${column.number ? "ka-number" : ""}${column.wide ? " ka-wide-column" : ""}${given?.bars ? " ka-barred" : ""}${given?.none ? " ka-none" : ""}${heat}`, "data-label": column.label, dir: column.number || given?.bars ? null : "auto" };
    return i ? el("td", look, content(given)) : el("th", { scope: "row", ...look }, content(given));
  };
  return [
    data.title ? titleOf(data, act) : null,
    data.note ? el("p", { class: "ka-note", dir: "auto" }, data.note) : null,
    data.key ? el("p", { class: "ka-legend" }, data.key.map(([kind, label]) => [el("i", { class: `ka-key ka-stack-bar ka-${kind}`, "aria-hidden": "true" }), label])) : null,
    data.rows.length
      ? el(
          "div",
          { class: "ka-table ka-counts-table", tabindex: "0", role: "region", "aria-label": data.label || data.title, "data-scroll": data.name },
          el(
            "table",
            { class: data.upright ? "ka-upright" : null },
            el("thead", {}, el("tr", {}, data.columns.map((c) => el("th", { scope: "col", class: c.wide ? "ka-wide-column" : c.number ? "ka-number" : null }, el("span", {}, c.label))))),
            el("tbody", {}, data.rows.map((row) => el("tr", { class: row.strong ? "ka-sum" : null }, row.cells.map(cell)))),
          ),
        )
      : el("p", {}, data.empty),
    (data.after || []).map((line) => el("p", { class: "ka-note", dir: "auto" }, line)),
  ];
}

export function render({ data, parentElement, setTriggerValue }) {
  repaint(
    parentElement,
    data.tables.map((table) => el("section", { class: "ka-counted", "data-table": table.name }, tableOf({ ...table, query: data.query, path: data.path }, (action) => setTriggerValue("action", action)))),
    data.source ? el("p", { class: "ka-note ka-source", dir: "auto" }, data.source) : null,
  );
}
