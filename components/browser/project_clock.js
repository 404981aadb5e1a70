// The project clock: what is late and why, and one line a project from its start to the end of its years.
import { choice, notes, numberField, pager, titleOf } from "./controls.js";
import { pageLink, repaint } from "./dom.js";
import { el } from "./elements.js";

/** @param {Shown<import("./contract.js").ProjectClock>} shown */
export function render({ data, parentElement, setTriggerValue }) {
  /** @type {Act} */
  const act = (action) => setTriggerValue("action", action);
  /** @param {import("./contract.js").ClockFlag} f */
  const flag = (f) =>
    el(
      "div",
      { class: "ka-flag" },
      el("button", { class: `ka-chip${f.on ? " ka-on" : ""}`, "data-key": `flag-${f.put.flag}`, "aria-pressed": f.on ? "true" : "false", click: () => act({ put: f.put }) }, f.label, el("b", {}, f.count)),
      el("small", {}, f.rule),
    );
  /** @param {import("./contract.js").PlacedMark} m */
  const mark = (m) => el("i", { class: `ka-mark ka-mark-${m.kind}`, style: `inset-inline-start:${m.at}%`, title: m.say });
  /** @param {string} look @param {[number, number]} span */
  const reach = (look, [from, to]) => el("i", { class: look, style: `inset-inline-start:${from}%;inline-size:${Math.max(to - from, 0.3)}%` });
  const today = () => el("i", { class: "ka-today", style: `inset-inline-start:${data.today}%` });
  /** @param {import("./contract.js").ClockRow} r */
  const row = (r) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, pageLink(r.cluster, act, { "data-key": r.cluster.href }), el("small", {}, `${r.province} · ${r.stage}`)),
      el("td", { class: "ka-date", "data-label": data.columns.start }, r.start, r.startNote ? el("small", {}, r.startNote) : null),
      el("td", { "data-label": data.columns.due, class: r.due ? "ka-date" : "ka-none" }, r.due ?? "–"),
      el(
        "td",
        { class: "ka-lifeline-cell" },
        el("span", { class: "ka-lifeline", role: "img", "aria-label": r.say }, r.bar ? reach("ka-run", r.bar) : null, r.late ? reach("ka-late", r.late) : null, today(), r.marks.map(mark)),
      ),
      el("td", { "data-label": data.columns.state }, r.state.map((s) => el("div", { class: `ka-state ka-state-${s.kind}` }, s.say))),
    );
  const head = el(
    "tr",
    {},
    [data.columns.cluster, data.columns.start, data.columns.due].map((label) => el("th", { scope: "col" }, label)),
    el(
      "th",
      { scope: "col", class: "ka-lifeline-cell" },
      el("span", { class: "ka-hidden" }, data.columns.line),
      el("span", { class: "ka-axis", "aria-hidden": "true" }, data.ticks.map((t) => el("span", { style: `inset-inline-start:${t.at}%` }, t.label))),
    ),
    el("th", { scope: "col" }, data.columns.state),
  );
  repaint(
    parentElement,
    titleOf(data, act),
    data.why ? el("p", {}, data.why) : null,
    el("div", { class: "ka-fields" }, data.fields.map((f) => numberField(f, act))),
    el("div", { class: "ka-flags", role: "group", "aria-label": data.flagsLabel }, data.flags.map(flag)),
    el("div", { class: "ka-fields" }, choice(data.sortLabel, "clock-sort", data.sorts, data.sort, (value) => ({ clock_sort: value, clock_page: "" }), act)),
    data.rows.length
      ? [
          el(
            "p",
            { class: "ka-legend ka-clock-legend" },
            data.marks.map((m) => [el("i", { class: `ka-mark ka-mark-${m.kind}` }), m.label]),
            el("i", { class: "ka-late" }),
            data.lateLabel,
            el("i", { class: "ka-today" }),
            data.todayLabel,
          ),
          el("div", { class: "ka-table ka-plain ka-timed ka-clock", "data-scroll": "clock", tabindex: "0", role: "region", "aria-label": data.title }, el("table", {}, el("thead", {}, head), el("tbody", {}, data.rows.map(row)))),
        ]
      : el("p", { class: "ka-notice" }, data.empty),
    pager(data.pager, act),
    notes(data.notes),
  );
}
