// Questions, each answered in a sentence, with the way to what it rests on; above them the date that the first one is asked from.
import { pageLink, repaint } from "./dom.js";
import { el } from "./elements.js";
import { sinceForm } from "./since_form.js";

/** @param {Shown<import("./contract.js").Answers>} shown */
export function render({ data, parentElement, setTriggerValue }) {
  /** @type {Act} */
  const act = (action) => setTriggerValue("action", action);
  /** @param {import("./contract.js").Answer} a */
  const answer = (a) => [el("dt", {}, a.asked), el("dd", { dir: "auto" }, a.said, " ", pageLink(a.more, act))];
  repaint(parentElement, sinceForm(data.since, act), el("dl", { class: "ka-answers" }, data.answers.map(answer)));
}
