// What next: weights to set, and the waiting clusters in the order they give, each score as its parts.
import { choice, notes, numberField, pager, titleOf } from "./controls.js";
import { pageLink, repaint } from "./dom.js";
import { el } from "./elements.js";

/** @param {Shown<import("./contract.js").Ranking>} shown */
export function render({ data, parentElement, setTriggerValue }) {
  /** @type {Act} */
  const act = (action) => setTriggerValue("action", action);
  /** @param {import("./contract.js").WeightSlider} s */
  const slider = (s) => {
    const shown = el("output", {}, s.shown);
    return el(
      "div",
      { class: s.off ? "ka-weight ka-off" : "ka-weight" },
      el(
        "label",
        {},
        el("span", { class: "ka-name" }, s.label),
        shown,
        el("input", {
          type: "range",
          min: 0,
          max: s.steps.length - 1,
          step: 1,
          value: s.value,
          disabled: s.off,
          "data-key": `weight-${s.name}`,
          input: (e) => shown.replaceChildren(s.steps[e.target.value]),
          change: (e) => act({ put: s.puts[e.target.value] }),
        }),
      ),
      el("small", {}, s.explain),
      el("small", {}, s.onFile),
    );
  };
  /** @param {import("./contract.js").RankingPart} p @param {number} i */
  const part = (p, i) =>
    el(
      "td",
      { class: p.value === null ? "ka-part ka-none" : "ka-part", "data-label": data.criteria[i].label, title: p.say },
      el("span", {}, p.value ?? data.missingWord),
      el("i", { class: p.missing ? "ka-part-bar ka-part-missing" : "ka-part-bar", style: `inline-size:${p.width}%`, "aria-hidden": "true" }),
      el("span", { class: "ka-hidden" }, p.say),
    );
  /** @param {import("./contract.js").RankingRow} r @param {number} i */
  const row = (r, i) =>
    el(
      "tr",
      { class: data.pager.page === 1 && i + 1 === data.top ? "ka-cut" : null },
      el("td", { class: "ka-number", "data-label": data.columns.place }, r.place),
      el("th", { scope: "row" }, pageLink(r.cluster, act, { "data-key": r.cluster.href }), el("small", {}, `${r.province} · ${r.stage}`)),
      el("td", { class: "ka-number", "data-label": data.columns.score }, el("b", {}, r.score)),
      r.parts.map(part),
      el("td", { class: "ka-number", "data-label": data.columns.steady }, r.steady),
    );
  /** @param {string} label @param {string} [small] */
  const heading = (label, small) => el("th", { scope: "col" }, label, small ? el("small", {}, small) : null);
  repaint(
    parentElement,
    titleOf(data, act),
    el("p", { class: "ka-notice" }, data.disclaimer),
    el("h3", {}, data.weightsTitle),
    el("div", { class: "ka-weights", role: "group", "aria-label": data.weightsTitle }, data.sliders.map(slider)),
    el("div", { class: "ka-fields" }, choice(data.missingLabel, "missing", data.missingRules, data.missing, (value) => ({ missing: value, next_page: "" }), act), data.fields.map((f) => numberField(f, act))),
    data.rows.length
      ? el(
          "div",
          { class: "ka-table ka-plain ka-timed ka-ranking", "data-scroll": "ranking", tabindex: "0", role: "region", "aria-label": data.title },
          el(
            "table",
            {},
            el("thead", {}, el("tr", {}, heading(data.columns.place), heading(data.columns.cluster), heading(data.columns.score), data.criteria.map((c) => heading(c.label, c.weight)), heading(data.columns.steady))),
            el("tbody", {}, data.rows.map(row)),
          ),
        )
      : el("p", { class: "ka-notice" }, data.empty),
    pager(data.pager, act),
    notes(data.notes),
  );
}
