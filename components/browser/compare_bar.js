// What can be added to the comparison from here, and the way to it.
import { pageLink, repaint } from "./dom.js";
import { el } from "./elements.js";

/** @param {Shown<import("./contract.js").CompareBar>} shown */
export function render({ data, parentElement, setTriggerValue }) {
  /** @type {Act} */
  const act = (action) => setTriggerValue("action", action);
  /** @param {import("./contract.js").CompareOffer} o */
  const offer = (o) =>
    o.why
      ? el("span", { class: "ka-note" }, o.why)
      : el("button", { class: "ka-chip", "data-key": `compare-${o.item}`, click: () => act({ put: o.put }) }, el("span", { "aria-hidden": "true" }, "+"), o.label);
  if (!data.offers.length && !data.link) return repaint(parentElement);
  repaint(
    parentElement,
    el(
      "div",
      { class: "ka-chips", role: "group", "aria-label": data.title },
      data.link ? [pageLink(data.link, act, { class: "ka-compare-link" }), el("span", { class: "ka-note", dir: "auto" }, data.names)] : null,
      data.offers.map(offer),
    ),
  );
}
