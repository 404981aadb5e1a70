// A row of figures with their labels.
import { repaint } from "./dom.js";
import { el } from "./elements.js";

/** @param {Shown<import("./contract.js").Counts>} shown */
export function render({ data, parentElement }) {
  repaint(
    parentElement,
    el("dl", { class: "ka-counts" }, data.figures.map((f) => el("div", {}, el("dt", {}, f.label), el("dd", {}, f.value)))),
  );
}
