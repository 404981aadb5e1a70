// Questions, each answered in a sentence, with the way to what it rests on.
import { el, pageLink, repaint } from "./dom.js";

export function render({ data, parentElement, setTriggerValue }) {
  const act = (action) => setTriggerValue("action", action);
  const answer = (a) => [el("dt", {}, a.asked), el("dd", { dir: "auto" }, a.said, " ", pageLink(a.more, act))];
  repaint(parentElement, el("dl", { class: "ka-answers" }, data.answers.map(answer)));
}
