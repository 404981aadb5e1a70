// The filter panel: one fold a filter, each option with its count under the other filters.
import { repaint } from "./dom.js";
import { el } from "./elements.js";

let typing = 0;

/**
 * @param {import("./contract.js").Filter} filter
 * @param {import("./contract.js").FilterOption} item
 * @param {Act} act
 */
function option(filter, item, act) {
  const key = `${filter.param}:${item.value}`;
  const box = el("input", {
    type: "checkbox",
    "data-key": key,
    "data-value": item.value,
    checked: item.on,
    change: () => act({ toggle: { [filter.param]: item.value } }),
  });
  box.indeterminate = item.partly === true;
  const look = `ka-option${item.zero ? " ka-zero" : ""}${item.group ? " ka-group" : ""}${item.inside ? " ka-inside" : ""}`;
  return el("label", { class: look }, box, el("span", { class: "ka-name" }, item.label), el("span", { class: "ka-count" }, item.count));
}

/** @param {Shown<import("./contract.js").Filters>} shown */
export function render({ data, parentElement, setTriggerValue }) {
  /** @type {Act} */
  const act = (action) => setTriggerValue("action", action);
  const search = el("input", {
    type: "search",
    "data-key": "q",
    value: data.text,
    maxlength: 200,
    "aria-label": data.searchLabel,
    placeholder: data.searchHint,
    input: (event) => {
      clearTimeout(typing);
      const text = event.target.value;
      typing = setTimeout(() => act({ put: { q: text } }), 350);
    },
  });
  repaint(
    parentElement,
    el("h2", {}, data.title),
    search,
    data.filters.map((filter) =>
      el(
        "details",
        { "data-key": `fold-${filter.param}`, open: filter.open },
        el("summary", {}, filter.title, filter.chosen ? el("span", { class: "ka-badge" }, filter.chosen) : null),
        el("div", { class: "ka-options", role: "group", "aria-label": filter.title, "data-scroll": filter.param }, filter.options.map((item) => option(filter, item, act))),
      ),
    ),
  );
}
