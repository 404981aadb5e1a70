// Below a chart: where its numbers come from, its method, and its table as a file.
import { methodLink, repaint } from "./dom.js";
import { el } from "./elements.js";

/**
 * @param {import("./contract.js").Foot} data
 * @param {Act} act
 */
export const foot = (data, act) => el("p", { class: "ka-foot" }, el("span", { dir: "auto" }, data.source), data.csv ? el("a", { class: "ka-csv", href: data.csv.href, download: true }, data.csv.label) : null, methodLink(data.info, act));

/** @param {Shown<import("./contract.js").Foot>} shown */
export function render({ data, parentElement, setTriggerValue }) {
  repaint(parentElement, foot(data, (action) => setTriggerValue("action", action)));
}
