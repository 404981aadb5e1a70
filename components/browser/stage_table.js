// Tables of counts: a cell is a text, or has a heat, bars, or a link to its clusters on the map.
import { titleOf } from "./controls.js";
import { pageLink, repaint } from "./dom.js";
import { el } from "./elements.js";

/**
 * A table; query and path: of the map that its links lead to. label: names a table that has no title of its own.
 * @param {Omit<import("./contract.js").CountTable, "title"> & {title: string | null, label?: string, query: Record<string, string>, path: string}} data
 * @param {Act} act
 */
export function tableOf(data, act) {
  /** @param {import("./contract.js").CountCell} cell */
  const link = (cell) => {
    const query = new URLSearchParams({ ...data.query, ...cell.put });
    return pageLink({ label: cell.text, href: `${data.path}?${query}`, action: { go: "map", put: cell.put } }, act, { "aria-label": cell.say || null });
  };
  /** @param {import("./contract.js").BarCell} cell */
  const bars = (cell) => el("span", { class: "ka-bars", "aria-hidden": "true" }, (cell.bars ?? []).map(([kind, width]) => el("i", { class: `ka-stack-bar ka-${kind}`, style: `inline-size:${width}%` })));
  /** @param {import("./contract.js").CountRow["cells"][number]} cell */
  const content = (cell) => {
    if (typeof cell === "string") return cell;
    if ("bars" in cell) return cell.text ? [el("span", { class: "ka-n" }, cell.text), bars(cell)] : bars(cell);
    return cell.put ? link(cell) : cell.text;
  };
  /** @param {import("./contract.js").CountRow["cells"][number]} given */
  const styleOf = (given) => {
    if (typeof given === "string") return "";
    if ("bars" in given) return given.bars ? " ka-barred" : "";
    return `${given.none ? " ka-none" : ""}${given.heat ? ` ka-heat${given.heat}` : ""}`;
  };
  /** @param {import("./contract.js").CountRow["cells"][number]} given @param {number} i */
  const cell = (given, i) => {
    const column = data.columns[i];
    const barred = typeof given !== "string" && "bars" in given && given.bars;
    const look = { class: `${column.number ? "ka-number" : ""}${column.wide ? " ka-wide-column" : ""}${styleOf(given)}`, "data-label": column.label, dir: column.number || barred ? null : "auto" };
    return i ? el("td", look, content(given)) : el("th", { scope: "row", ...look }, content(given));
  };
  return [
    data.title ? titleOf({ title: data.title, info: data.info }, act) : null,
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

/** @param {Shown<import("./contract.js").StageTable>} shown */
export function render({ data, parentElement, setTriggerValue }) {
  repaint(
    parentElement,
    data.tables.map((table) => el("section", { class: "ka-counted", "data-table": table.name }, tableOf({ ...table, query: data.query, path: data.path }, (action) => setTriggerValue("action", action)))),
    data.source ? el("p", { class: "ka-note ka-source", dir: "auto" }, data.source) : null,
  );
}
