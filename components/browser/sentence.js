// What is filtered: a sentence, and a chip for each active filter that takes it off.
import { repaint } from "./dom.js";
import { el } from "./elements.js";

/** @param {Shown<import("./contract.js").Sentence>} shown */
export function render({ data, parentElement, setTriggerValue }) {
  /** @type {Act} */
  const act = (action) => setTriggerValue("action", action);
  const chips = data.chips.map((chip, i) =>
    el("button", { class: "ka-chip", "data-key": `chip-${i}`, "aria-label": chip.remove, click: () => act(chip.action) }, el("span", { dir: "auto" }, chip.label), el("span", { "aria-hidden": "true" }, "×")),
  );
  if (chips.length > 1) chips.push(el("button", { class: "ka-chip ka-clear", "data-key": "clear", click: () => act({ clear: true }) }, data.clear));
  repaint(parentElement, el("p", { class: "ka-sentence", role: "status", "aria-live": "polite" }, data.sentence), chips.length ? el("div", { class: "ka-chips" }, chips) : null);
}
