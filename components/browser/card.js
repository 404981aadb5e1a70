// The card of the chosen cluster.
import { pageLink, repaint, sourceLink } from "./dom.js";
import { el } from "./elements.js";

/** @param {Shown<import("./contract.js").Card>} shown */
export function render({ data, parentElement, setTriggerValue }) {
  if (!data.card) return repaint(parentElement);
  const card = data.card;
  /** @type {Act} */
  const act = (action) => setTriggerValue("action", action);
  repaint(
    parentElement,
    el(
      "article",
      { class: "ka-card", "aria-label": card.name },
      el("button", { class: "ka-close", "data-key": "close", "aria-label": card.close, click: () => act({ put: { cluster: "" } }) }, "×"),
      el("h2", {}, pageLink(card.link, act, { "data-key": "page" })),
      el("p", { class: "ka-other-name", dir: "auto" }, card.otherName),
      card.outside ? el("p", { class: "ka-notice" }, card.outside) : null,
      el("dl", {}, card.fields.map((f) => [el("dt", {}, f.label), el("dd", { class: f.value === null ? "ka-none" : null, dir: "auto" }, f.name === "province" ? pageLink(card.province, act) : (f.value ?? card.notReported))])),
      el("p", { class: "ka-source" }, card.sourceLabel, " ", sourceLink(card.source, card.url)),
    ),
  );
}
