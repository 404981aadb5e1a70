// The kinds of block that a page about a place is made of.
import { el, pageLink, sourceLink } from "./dom.js";
import { sketch } from "./sketch.js";
import { triangle } from "./triangle.js";

/** A table; a cell may be a link, may carry a bar, may have nothing on file. */
function ledger(data, act, id) {
  if (!data.rows.length) return el("p", { class: "ka-none" }, data.empty);
  const cell = (value, i) => {
    const column = data.columns[i];
    const words = value && typeof value === "object" ? value.text : value;
    const link = value?.link ? pageLink({ ...value.link, label: words }, act) : value?.url ? sourceLink(words, value.url) : null;
    const bar = value?.bar ? el("i", { class: "ka-place-bar", "aria-hidden": "true", style: `--bar:${value.bar}` }) : null;
    const look = [column.number ? "ka-number" : "", words === null ? "ka-none" : "", bar ? "ka-with-bar" : ""].join(" ").trim() || null;
    return el(i ? "td" : "th", { scope: i ? null : "row", class: look, "data-label": column.label }, bar, link ?? el("span", { dir: "auto" }, words ?? data.notReported));
  };
  return el(
    "div",
    { class: "ka-table ka-ledger", "data-scroll": id, tabindex: "0", role: "group", "aria-labelledby": id },
    el(
      "table",
      {},
      el("thead", {}, el("tr", {}, data.columns.map((c) => el("th", { scope: "col", class: c.number ? "ka-number" : null }, c.label)))),
      el("tbody", {}, data.rows.map((row, n) => el("tr", { class: data.on === n ? "ka-on" : null }, row.map(cell)))),
    ),
  );
}

/** Two stacked bars on one scale, and the same as a table. */
function mix(data, act, id) {
  const bar = (row) =>
    el(
      "div",
      { class: "ka-mix-row" },
      el("span", { class: "ka-mix-name" }, row.label),
      el("span", { class: "ka-mix-bar", role: "img", "aria-label": row.say }, row.parts.map((p) => (p.width ? el("i", { class: `ka-mix-${p.group}`, style: `inline-size:${p.width}%` }, p.label) : null))),
    );
  return [el("div", { class: "ka-mix" }, data.bars.map(bar)), ledger(data, act, id)];
}

/** Things to find out, each with the clusters that lack it. */
function gaps(data, act) {
  if (!data.gaps.length) return el("p", {}, data.empty);
  return data.gaps.map((gap) =>
    el(
      "details",
      { "data-key": gap.key },
      el("summary", {}, gap.label, el("span", { class: "ka-count" }, gap.count)),
      el("ul", { class: "ka-links" }, gap.clusters.map(([id, label]) => el("li", {}, pageLink({ label, href: data.href.replace("{id}", encodeURIComponent(id)), action: { go: "cluster", put: { cluster: id } } }, act)))),
      gap.more ? el("p", { class: "ka-note" }, gap.more) : null,
    ),
  );
}

/** Dated steps in order. */
function steps(data) {
  if (!data.steps.length) return el("p", { class: "ka-none" }, data.empty);
  return el(
    "ol",
    { class: "ka-steps" },
    data.steps.map((s) =>
      el(
        "li",
        { class: `ka-step ka-step-${s.group}` },
        el("span", { class: "ka-step-date" }, s.date),
        el("strong", {}, s.title),
        s.lines.map((line) => el("span", { dir: "auto" }, line)),
        s.source ? el("small", {}, data.sourceLabel, " ", sourceLink(s.source, s.url)) : null,
      ),
    ),
  );
}

/** Labels with what is on file for each, or that nothing is. */
function pairs(data, act) {
  const value = (p) => (p.link ? pageLink(p.link, act) : p.urlLabel ? sourceLink(p.urlLabel, p.url) : (p.value ?? data.notReported));
  return el(
    "dl",
    { class: "ka-pairs" },
    data.pairs.map((p) => [el("dt", {}, p.label), el("dd", { class: p.link || p.value || p.urlLabel ? null : "ka-none", dir: "auto" }, value(p))]),
  );
}

/** Words and what they mean. */
const terms = (data) => el("dl", { class: "ka-terms" }, data.terms.map((t) => [el("dt", { id: t.anchor || null, tabindex: t.anchor ? "-1" : null, dir: "auto" }, t.term), el("dd", { dir: "auto" }, t.say)]));

const prose = (data, act) => [
  (data.paragraphs || []).map((p) => el("p", { class: "ka-prose", dir: "auto" }, p)),
  data.links?.length ? el("ul", { class: "ka-links" }, data.links.map((link) => el("li", {}, pageLink(link, act)))) : null,
];

const KINDS = { ledger, mix, gaps, steps, pairs, prose, terms, sketch, triangle };

export const draw = (data, act, id) => KINDS[data.kind](data, act, id);
