// The card of the chosen cluster.
import { el, repaint, sourceLink } from "./dom.js";

export function render({ data, parentElement, setTriggerValue }) {
  if (!data.card) return repaint(parentElement);
  const card = data.card;
  repaint(
    parentElement,
    el(
      "article",
      { class: "ka-card", "aria-label": card.name },
      el("button", { class: "ka-close", "data-key": "close", "aria-label": card.close, click: () => setTriggerValue("action", { put: { cluster: "" } }) }, "×"),
      el("h2", { dir: "auto" }, card.name),
      el("p", { class: "ka-other-name", dir: "auto" }, card.otherName),
      card.outside ? el("p", { class: "ka-notice" }, card.outside) : null,
      el("dl", {}, card.fields.map((f) => [el("dt", {}, f.label), el("dd", { class: f.value === null ? "ka-none" : null, dir: "auto" }, f.value ?? card.notReported)])),
      el("p", { class: "ka-source" }, card.sourceLabel, " ", sourceLink(card.source, card.url)),
    ),
  );
}
