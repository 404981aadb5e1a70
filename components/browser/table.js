// The filtered rows, a page at a time. A heading sorts, a row chooses its cluster.
import { methodLink, pageLink, repaint, sourceLink } from "./dom.js";
import { el } from "./elements.js";

/** @param {Shown<import("./contract.js").Table>} shown */
export function render({ data, parentElement, setTriggerValue }) {
  /** @type {Act} */
  const act = (action) => setTriggerValue("action", action);
  /** @param {import("./contract.js").TableHeading} column */
  const heading = ({ name, label, number, sort, sorted, mark }) =>
    el(
      "th",
      { scope: "col", "aria-sort": sorted || null, class: number ? "ka-number" : null },
      sort === null ? label : el("button", { "data-key": `sort-${name}`, click: () => act({ put: { sort } }) }, label, el("span", { "aria-hidden": "true" }, mark)),
    );
  /** @param {import("./contract.js").TableRow} record */
  const link = (record, label, attributes) =>
    pageLink({ label, href: data.leadsTo.href.replace("{id}", encodeURIComponent(record.id)), action: { go: "cluster", put: { cluster: record.id } } }, act, { "data-key": `page-${record.id}`, ...attributes });
  /** @param {import("./contract.js").TableRow} record */
  const name = (record, cell) =>
    data.leads
      ? link(record, cell, { class: "ka-strong-link", "data-cluster": record.id })
      : [el("button", { class: "ka-link", "data-key": record.id, "data-cluster": record.id, dir: "auto", click: () => act({ put: { cluster: record.id } }) }, cell), link(record, "", { class: "ka-open", title: data.leadsTo.label, "aria-label": `${data.leadsTo.label}: ${cell}` })];
  /** @param {import("./contract.js").TableRow} record */
  const choose = (record) => act(data.leads ? { go: "cluster", put: { cluster: record.id } } : { put: { cluster: record.id } });
  /** @param {import("./contract.js").TableRow} record */
  const row = (record) =>
    el(
      "tr",
      { class: record.on ? "ka-on" : null, "aria-selected": record.on ? "true" : "false", click: (e) => e.target.closest("a,button") || choose(record) },
      record.cells.map((cell, i) => {
        const column = data.columns[i];
        const look = { class: column.number ? "ka-number" : null, "data-label": column.label };
        if (column.name === "name") return el("th", { scope: "row", ...look }, name(record, cell));
        return el("td", { ...look, dir: "auto", class: cell === null ? `ka-none ${look.class || ""}` : look.class }, cell ?? data.notReported);
      }),
      el("td", { "data-label": data.columns[record.cells.length].label }, sourceLink(...data.sources[record.source])),
    );
  const pager =
    data.pages > 1
      ? el(
          "nav",
          { class: "ka-pager", "aria-label": data.pagerLabel },
          el("button", { class: "ka-button", "data-key": "previous", disabled: data.page === 0, click: () => act({ page: data.page - 1 }) }, data.previous),
          el("span", {}, data.pageOf),
          el("button", { class: "ka-button", "data-key": "next", disabled: data.page + 1 >= data.pages, click: () => act({ page: data.page + 1 }) }, data.next),
        )
      : null;
  repaint(
    parentElement,
    el("h2", {}, data.title, " ", methodLink(data.info, act)),
    data.rows.length
      ? el("div", { class: "ka-table", "data-scroll": "table", tabindex: "0", role: "region", "aria-label": data.title }, el("table", {}, el("thead", {}, el("tr", {}, data.columns.map(heading))), el("tbody", {}, data.rows.map(row))))
      : el("p", { class: "ka-notice" }, data.empty),
    pager,
  );
}
