// What is news since a date: the date, the counts, and a fold a kind.
import { el, pageLink, repaint } from "./dom.js";
import { written } from "./jalali_date.js";
import { tableOf } from "./stage_table.js";

export function render({ data, parentElement, setTriggerValue }) {
  const act = (action) => setTriggerValue("action", action);
  const since = el("input", { type: "text", id: "ka-since", "data-key": "since", inputmode: "numeric", maxlength: 10, size: 11, dir: "ltr", placeholder: data.hint, value: data.shown });
  const wrong = el("span", { class: "ka-as-of-wrong", role: "alert" });
  const form = el(
    "form",
    {
      class: "ka-news-since",
      submit: (event) => {
        event.preventDefault();
        const value = written(since.value);
        wrong.textContent = value === null && since.value.trim() ? data.wrong : "";
        if (value !== null || !since.value.trim()) act({ put: { since: value ?? "" } });
      },
    },
    el("label", { for: "ka-since" }, data.label),
    since,
    el("button", { class: "ka-button", type: "submit", "data-key": "since-go" }, data.go),
    data.periods.map((period) => el("button", { class: "ka-button", type: "button", "data-key": `since-${period.value}`, "aria-pressed": period.value === data.since ? "true" : "false", click: () => act({ put: { since: period.value } }) }, period.label)),
    wrong,
  );
  const fold = (table, i) =>
    el(
      "details",
      { "data-key": `news-${table.name}`, "data-table": table.name, open: i === 0 },
      el("summary", {}, table.title),
      table.count ? tableOf({ ...table, title: null, label: table.title, query: data.query, path: data.path }, act) : el("p", { class: "ka-note" }, table.empty),
    );
  repaint(
    parentElement,
    form,
    el("h2", {}, data.title),
    el("p", {}, data.say, " ", data.questions.map((link) => pageLink(link, act))),
    data.tables.map(fold),
    el("p", { class: "ka-note" }, data.rule),
    el("p", { class: "ka-note ka-source", dir: "auto" }, data.source),
  );
}
