// What is news since a date: the counts, and a fold a kind.
import { titleOf } from "./controls.js";
import { repaint } from "./dom.js";
import { el } from "./elements.js";
import { tableOf } from "./stage_table.js";

/** @param {Shown<import("./contract.js").News>} shown */
export function render({ data, parentElement, setTriggerValue }) {
  /** @type {Act} */
  const act = (action) => setTriggerValue("action", action);
  /** @param {import("./contract.js").CountTable} table @param {number} i */
  const fold = (table, i) =>
    el(
      "details",
      { "data-key": `news-${table.name}`, "data-table": table.name, open: i === 0 },
      el("summary", {}, table.title),
      table.count ? tableOf({ ...table, title: null, label: table.title, query: data.query, path: data.path }, act) : el("p", { class: "ka-note" }, table.empty),
    );
  repaint(
    parentElement,
    titleOf(data, act),
    el("p", {}, data.say),
    data.tables.map(fold),
    el("p", { class: "ka-note" }, data.rule),
    el("p", { class: "ka-note ka-source", dir: "auto" }, data.source),
  );
}
