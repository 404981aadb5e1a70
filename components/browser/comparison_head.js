// Head of the comparison: its finding, what is counted, and the lists from which more is added.
import { dateNotice, repaint } from "./dom.js";
import { el } from "./elements.js";
import { combobox } from "./search.js";

/** @param {Shown<import("./contract.js").ComparisonHead>} shown */
export function render({ data, parentElement, setTriggerValue }) {
  /** @type {Act} */
  const act = (action) => setTriggerValue("action", action);
  /** @param {string | null} item */
  const add = (item) => item && act({ put: { compare: [...data.compare, item].join(",") } });
  /** @param {import("./contract.js").ComparePicker} picker @param {number} i */
  const list = (picker, i) =>
    el(
      "label",
      {},
      picker.label,
      el(
        "select",
        { "data-key": `add-${i}`, change: (event) => add(event.target.value) },
        el("option", { value: "" }, picker.choose),
        picker.options.map((o) => el("option", { value: o.item }, o.label)),
      ),
    );
  repaint(
    parentElement,
    el("h2", {}, data.title),
    dateNotice(data.dated, act),
    data.intro ? el("p", { class: "ka-prose" }, data.intro) : null,
    data.narrowed ? el("p", { class: "ka-note" }, data.narrowed, " ", el("button", { class: "ka-chip ka-clear", "data-key": "clear", click: () => act({ clear: true }) }, data.clear)) : null,
    el(
      "div",
      { class: "ka-pickers" },
      data.pickers.map(list),
      data.search ? combobox({ ...data.search, id: "ka-compare-search", visibleLabel: data.search.label, choose: (find) => add(find.item) }) : null,
      data.empty ? el("button", { class: "ka-button", "data-key": "empty", click: () => act({ put: data.emptyPut }) }, data.empty) : null,
    ),
    data.full ? el("p", { class: "ka-notice", role: "status" }, data.full) : null,
    data.starts.length ? el("ul", { class: "ka-starts" }, data.starts.map((s, i) => el("li", {}, el("button", { class: "ka-button", "data-key": `start-${i}`, click: () => act({ put: s.put }) }, s.label)))) : null,
  );
}
