// The kinds of block that a page about a place is made of.
import { pageLink, sourceLink } from "./dom.js";
import { el } from "./elements.js";
import { sketch } from "./sketch.js";
import { triangle } from "./triangle.js";

/**
 * A table; a cell may be a link, may carry a bar, may have nothing on file.
 * @param {import("./contract.js").LedgerBlock | import("./contract.js").MixBlock} data
 * @param {Act} act
 * @param {string} id
 */
function ledger(data, act, id) {
  if (!data.rows.length) return el("p", { class: "ka-none" }, data.empty);
  /** @param {string | import("./contract.js").SheetCell | null} value @param {number} i */
  const cell = (value, i) => {
    const column = data.columns[i];
    const more = value && typeof value === "object" ? value : { text: value };
    const words = more.text;
    const link = more.link && words ? pageLink({ ...more.link, label: words }, act) : more.url ? sourceLink(words, more.url) : null;
    const bar = more.bar ? el("i", { class: "ka-place-bar", "aria-hidden": "true", style: `--bar:${more.bar}` }) : null;
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
      el("tbody", {}, data.rows.map((row) => el("tr", {}, row.map(cell)))),
    ),
  );
}

/**
 * Two stacked bars on one scale, and the same as a table.
 * @param {import("./contract.js").MixBlock} data
 * @param {Act} act
 * @param {string} id
 */
function mix(data, act, id) {
  /** @param {import("./contract.js").MixBar} row */
  const bar = (row) =>
    el(
      "div",
      { class: "ka-mix-row" },
      el("span", { class: "ka-mix-name" }, row.label),
      el("span", { class: "ka-mix-bar", role: "img", "aria-label": row.say }, row.parts.map((p) => (p.width ? el("i", { class: `ka-mix-${p.group}`, style: `inline-size:${p.width}%` }, p.label) : null))),
    );
  return [el("div", { class: "ka-mix" }, data.bars.map(bar)), ledger(data, act, id)];
}

/**
 * Things to find out, each with the clusters that lack it.
 * @param {import("./contract.js").GapsBlock} data
 * @param {Act} act
 */
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

/**
 * Dated steps in order.
 * @param {import("./contract.js").StepsBlock} data
 */
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

/**
 * Labels with what is on file for each, or that nothing is.
 * @param {import("./contract.js").PairsBlock} data
 */
function pairs(data) {
  /** @param {import("./contract.js").LabelledValue} p */
  const value = (p) => (p.urlLabel ? sourceLink(p.urlLabel, p.url) : (p.value ?? data.notReported));
  return el(
    "dl",
    { class: "ka-pairs" },
    data.pairs.map((p) => [el("dt", {}, p.label), el("dd", { class: p.value || p.urlLabel ? null : "ka-none", dir: "auto" }, value(p))]),
  );
}

/**
 * Words and what they mean.
 * @param {import("./contract.js").TermsBlock} data
 */
const terms = (data) => el("dl", { class: "ka-terms" }, data.terms.map((t) => [el("dt", { id: t.anchor || null, tabindex: t.anchor ? "-1" : null, dir: "auto" }, t.term), el("dd", { dir: "auto" }, t.say)]));

/** @param {import("./contract.js").ProseBlock} data @param {Act} act */
const prose = (data, act) => [
  data.paragraphs.map((p) => el("p", { class: "ka-prose", dir: "auto" }, p)),
  data.links?.length ? el("ul", { class: "ka-links" }, data.links.map((link) => el("li", {}, pageLink(link, act)))) : null,
];

/**
 * What a block shows below its title.
 * @param {import("./contract.js").Place["blocks"][number]} data
 * @param {Act} act
 * @param {string} id
 */
export function draw(data, act, id) {
  switch (data.kind) {
    case "ledger":
      return ledger(data, act, id);
    case "mix":
      return mix(data, act, id);
    case "gaps":
      return gaps(data, act);
    case "steps":
      return steps(data);
    case "pairs":
      return pairs(data);
    case "prose":
      return prose(data, act);
    case "terms":
      return terms(data);
    case "sketch":
      return sketch(data, act);
    case "triangle":
      return triangle(data);
  }
}
