// The stage panel: clusters by stage in order, the filtered set beside the national one. A bar selects its stage.
import { methodLink, repaint } from "./dom.js";
import { el } from "./elements.js";
import { foot } from "./foot.js";

/** @param {Shown<import("./contract.js").Stages>} shown */
export function render({ data, parentElement, setTriggerValue }) {
  /** @type {Act} */
  const act = (action) => setTriggerValue("action", action);
  /** @param {import("./contract.js").StageBar} stage */
  const bar = (stage) =>
    el(
      "button",
      {
        class: `ka-stage ka-${stage.group}${stage.on ? " ka-on" : ""}`,
        "data-key": stage.value,
        "aria-pressed": stage.on ? "true" : "false",
        "aria-label": `${stage.label}: ${stage.count}. ${data.say}`,
        click: () => act({ toggle: { stage: stage.value } }),
      },
      el("span", { class: "ka-name" }, stage.label),
      el("span", { class: "ka-track" }, el("i", { class: "ka-national", style: `inline-size:${stage.nationalWidth}%` }), el("i", { class: "ka-here", style: `inline-size:${stage.width}%` })),
      el("span", { class: "ka-count" }, stage.count),
    );
  // as wide as the longest count needs, the same for all, so that the bars stay comparable
  const longest = Math.max(...data.groups.flatMap((group) => group.stages.map((stage) => stage.count.length)));
  repaint(
    parentElement,
    el("h2", {}, data.title, " ", methodLink(data.info, act)),
    el("p", { class: "ka-legend" }, el("i", { class: "ka-key-here" }), data.here, el("i", { class: "ka-key-national" }), data.national),
    data.groups.map((group) => el("section", { class: "ka-stage-group", style: `--ka-longest:${longest}` }, el("h3", {}, group.label, el("span", { class: "ka-count" }, group.count)), group.stages.map(bar))),
    foot({ source: data.source, csv: data.csv }, act),
  );
}
