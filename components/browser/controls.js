// Fields, pagers and notes that the panels of time share.
import { methodLink } from "./dom.js";
import { el } from "./elements.js";
import { latinDigits } from "./jalali_date.js";

/**
 * A whole number that the reader sets, in the digits of the reader's language; what lies outside its bounds becomes the nearest bound.
 *
 * A browser's own number field shows Latin digits alone, so this is one of text that takes either kind, with the arrow keys of a spin button.
 * @param {import("./contract.js").NumberField} field
 * @param {Act} act
 */
export function numberField(field, act) {
  const put = (wanted) => act({ put: { ...field.also, [field.param]: String(Math.min(field.max, Math.max(field.min, wanted))) } });
  const change = (event) => {
    const typed = latinDigits(event.target.value);
    const wanted = Math.round(Number(typed));
    if (typed === "" || Number.isNaN(wanted)) {
      event.target.value = field.shown;
      return;
    }
    put(wanted);
  };
  const keydown = (event) => {
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    // from what stands in the field, which may be newer than what the server has answered
    const standing = Number(latinDigits(event.target.value) || "none");
    put((Number.isNaN(standing) ? Number(field.value) : standing) + by);
  };
  const range = { role: "spinbutton", "aria-valuenow": field.value, "aria-valuetext": field.shown, "aria-valuemin": field.min, "aria-valuemax": field.max };
  return el("label", { class: "ka-field" }, field.label, el("input", { type: "text", inputmode: "numeric", autocomplete: "off", ...range, value: field.shown, "data-key": `set-${field.param}`, change, keydown }));
}

/**
 * A choice among labelled values; `put` gives the parameters that a value sets.
 * @param {string} label
 * @param {string} key
 * @param {import("./contract.js").Option[]} options
 * @param {string} value
 * @param {(value: string) => Record<string, string>} put
 * @param {Act} act
 */
export function choice(label, key, options, value, put, act) {
  return el(
    "label",
    { class: "ka-field" },
    label,
    el("select", { "data-key": key, change: (event) => act({ put: put(event.target.value) }) }, options.map((o) => el("option", { value: o.value, selected: o.value === value }, o.label))),
  );
}

/**
 * A panel's title with the way to its method.
 * @param {{title: string, info?: import("./contract.js").PageLink | null}} data
 * @param {Act} act
 */
export const titleOf = (data, act) => el("h2", {}, data.title, " ", methodLink(data.info, act));

/** @param {import("./contract.js").Pager} data @param {Act} act */
export function pager(data, act) {
  if (data.pages < 2) return null;
  const turn = (name, label, to) => el("button", { class: "ka-button", "data-key": `${data.param}-${name}`, disabled: to < 1 || to > data.pages, click: () => act({ put: { [data.param]: String(to) } }) }, label);
  return el("nav", { class: "ka-pager", "aria-label": data.label }, turn("previous", data.previous, data.page - 1), el("span", {}, data.pageOf), turn("next", data.next, data.page + 1));
}

/** @param {string[]} lines */
export const notes = (lines) => lines.map((line) => el("p", { class: "ka-note ka-prose" }, line));

/**
 * Median and interval on a common scale: a line from low to high, a mark at the median.
 * @param {import("./contract.js").IntervalLine | null | undefined} line
 */
export function intervalLine(line) {
  if (!line) return null;
  return el(
    "span",
    { class: "ka-interval", "aria-hidden": "true" },
    el("i", { class: "ka-since-zero", style: `inline-size:${line.median}%` }),
    el("i", { class: "ka-whisker", style: `inset-inline-start:${line.low}%;inline-size:${Math.max(line.high - line.low, 0.5)}%` }),
    el("i", { class: "ka-median", style: `inset-inline-start:${line.median}%` }),
  );
}
