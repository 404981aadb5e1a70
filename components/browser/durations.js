// How long the stages take: medians with their intervals, the curve of one of them, and the same by trade and by province.
import { chart } from "./chart.js";
import { intervalLine, notes, titleOf } from "./controls.js";
import { repaint } from "./dom.js";
import { el } from "./elements.js";

/** @param {Shown<import("./contract.js").Durations>} shown */
export function render({ data, parentElement, setTriggerValue }) {
  /** @type {Act} */
  const act = (action) => setTriggerValue("action", action);
  const c = data.columns;
  /** @param {{few?: string, median?: string, interval?: string | null, line?: import("./contract.js").IntervalLine | null}} r */
  const cells = (r) =>
    r.few
      ? [el("td", { colspan: 3, class: "ka-few" }, r.few)]
      : [el("td", { "data-label": c.median }, r.median), el("td", { "data-label": c.interval }, r.interval ?? "–"), el("td", { class: "ka-interval-cell" }, intervalLine(r.line))];
  /** @param {string} label @param {string} heading @param {HTMLElement[]} rows @param {("counts" | "reading")[]} last */
  const table = (label, heading, rows, last) =>
    el(
      "div",
      { class: "ka-table ka-plain ka-timed", tabindex: "0", role: "region", "aria-label": label },
      el(
        "table",
        {},
        el("thead", {}, el("tr", {}, [heading, c.median, c.interval].map((t) => el("th", { scope: "col" }, t)), el("th", { scope: "col" }, el("span", { class: "ka-hidden" }, c.line)), last.map((name) => el("th", { scope: "col" }, c[name])))),
        el("tbody", {}, rows),
      ),
    );
  /** @param {import("./contract.js").SpanRow} r */
  const span = (r) =>
    el(
      "tr",
      { class: r.on ? "ka-on" : null },
      el("th", { scope: "row" }, el("button", { class: "ka-link", "data-key": `span-${r.name}`, "aria-pressed": r.on ? "true" : "false", click: () => act({ put: r.put }) }, r.label)),
      cells(r),
      el("td", { "data-label": c.counts }, r.counts),
      el("td", { "data-label": c.reading, class: r.reading ? null : "ka-none" }, r.reading ?? "–"),
    );
  /** @param {import("./contract.js").DurationGroup} g */
  const group = (g) => [
    el("h2", {}, g.title),
    g.rows.length
      ? table(
          g.title,
          g.heading,
          g.rows.map((r) =>
            el("tr", {}, el("th", { scope: "row" }, el("button", { class: "ka-link", "data-key": JSON.stringify(r.toggle), click: () => act({ toggle: r.toggle }) }, r.label)), cells(r), el("td", { "data-label": c.counts }, r.counts)),
          ),
          ["counts"],
        )
      : null,
    g.few ? el("p", { class: "ka-note" }, g.few) : null,
  ];
  repaint(
    parentElement,
    titleOf(data, act),
    el("p", { class: "ka-note ka-prose" }, data.note),
    table(data.title, c.span, data.rows.map(span), ["counts", "reading"]),
    data.curve ? chart(data.curve) : null,
    el("div", { class: "ka-two" }, data.groups.map((g) => el("section", {}, group(g)))),
    notes(data.notes),
  );
}
