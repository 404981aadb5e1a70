// The outlook: a fan over the years, the same as a table, and what it takes for granted.
import { chart } from "./chart.js";
import { notes, numberField, titleOf } from "./controls.js";
import { repaint } from "./dom.js";
import { el } from "./elements.js";

/** @param {Shown<import("./contract.js").Outlook>} shown */
export function render({ data, parentElement, setTriggerValue }) {
  /** @type {Act} */
  const act = (action) => setTriggerValue("action", action);
  repaint(
    parentElement,
    titleOf(data, act),
    el("div", { class: "ka-fields" }, data.fields.map((f) => numberField(f, act)), el("small", {}, data.fieldNote)),
    el(
      "div",
      { class: "ka-two" },
      el(
        "section",
        {},
        chart(data.chart),
        el(
          "div",
          { class: "ka-table ka-plain ka-timed", tabindex: "0", role: "region", "aria-label": data.chart.title },
          el(
            "table",
            {},
            el("thead", {}, el("tr", {}, data.columns.map((c) => el("th", { scope: "col" }, c)))),
            el("tbody", {}, data.rows.map((row) => el("tr", {}, row.map((cell, i) => el(i ? "td" : "th", { scope: i ? null : "row", "data-label": data.columns[i], class: "ka-number" }, cell))))),
          ),
        ),
      ),
      el("section", {}, el("h2", {}, data.assumptionsTitle), el("ul", { class: "ka-assumptions" }, data.assumptions.map((a) => el("li", {}, a)))),
    ),
    notes(data.notes),
  );
}
