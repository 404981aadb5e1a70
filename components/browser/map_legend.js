// Below the map: what its colours and shapes mean.
import { methodLink, repaint } from "./dom.js";
import { el, swatch } from "./elements.js";
import { GROUPS, SHAPES } from "./symbols.js";

/** @param {Shown<import("./contract.js").MapLegend>} shown */
export function render({ data, parentElement, setTriggerValue }) {
  /** @type {Act} */
  const act = (action) => setTriggerValue("action", action);
  const areas = data.areas.map((area) => el("li", {}, swatch(`province c${area.class}`, "M1,2h14v12h-14z"), area.label));
  const points = data.points.map((label, i) => el("li", {}, swatch(`cluster ${GROUPS[i]}`, SHAPES[i](8, 8, 5)), label));
  points.push(el("li", {}, swatch("cluster waiting approximate", SHAPES[0](8, 8, 5)), data.approximate));
  if (data.gathered) points.push(el("li", {}, data.gathered));
  repaint(parentElement, el("div", { class: "ka-map-legend" }, el("h3", {}, data.title, " ", methodLink(data.info, act)), el("ul", {}, areas), el("h3", {}, data.pointsTitle, " ", methodLink(data.pointsInfo, act)), el("ul", {}, points)));
}
