// The map, drawn as SVG, and its legend.
import { GROUPS, SHAPES } from "../symbols.js";
import { el, svg, swatch } from "../elements.js";
import { cell, classOf, countsByProvince, facts, groupOf, HEIGHT, indicator, inLanguage, MOST_ZOOM, nameOf, number, onFile, say, shownValue, state, metricValue, WIDTH } from "./facts.js";
import { gathered, grown, marks } from "./gathered.js";
import { change } from "./paint.js";

export const tip = el("div", { id: "tip", role: "presentation", hidden: true });
export function hover(node, lines) {
  const place = (event) => {
    tip.style.left = `${Math.min(event.clientX + 14, window.innerWidth - 240)}px`;
    tip.style.top = `${event.clientY + 14}px`;
  };
  node.addEventListener("pointermove", (event) => {
    tip.replaceChildren(...lines().filter(Boolean).map((line, i) => el(i ? "div" : "strong", { dir: "auto" }, line)));
    tip.hidden = false;
    place(event);
  });
  node.addEventListener("pointerleave", () => {
    tip.hidden = true;
  });
  return node;
}
export const press = (act) => ({
  tabindex: "0",
  role: "button",
  click: act,
  keydown: (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    act(event);
  },
});

/** What is known of a province, as a sentence. */
function sayOf(province, counts) {
  if (!onFile(province)) return say("map.hover_none");
  const n = indicator().isCount ? onFile(province) : metricValue(counts);
  const words = `indicator.${facts.stops[state.stop].metric}`;
  return say("map.hover", { n: counts.clusters, value: Number.isNaN(n) ? say(`${words}.no_value`) : say(`${words}.value`, { value: shownValue(n) }) });
}

export function map(rows) {
  const { chosen } = facts.stops[state.stop];
  const isOutside = (code) => chosen.length > 0 && !chosen.includes(code);
  const counts = countsByProvince();
  const scale = 1 / state.zoom;
  const areas = facts.provinces.map((province, i) => {
    const n = metricValue(counts[i]);
    const dim = (state.province && state.province !== province[0]) || isOutside(province[0]);
    const label = inLanguage(province[1], province[2]);
    const says = isOutside(province[0]) ? say("one_file.outside") : sayOf(province, counts[i]);
    const look = `province c${classOf(province, n)}${dim ? " dim" : ""}${state.province === province[0] ? " chosen" : ""}`;
    return hover(svg("path", { class: look, d: province[4], "data-province": province[0], "aria-label": `${label}: ${says}`, ...press(() => change({ province: state.province === province[0] ? "" : province[0] })) }), () => [label, says]);
  });
  const counted = facts.provinces.map((province, i) => ({ x: province[5], y: province[6], says: isOutside(province[0]) ? "" : onFile(province) ? number(counts[i].clusters) : "–" })).filter(({ says }) => says && !state.presenting);
  const labels = counted.map(({ x, y, says }) => svg("text", { class: "count", x, y, "font-size": 24 * scale, dy: ".35em" }, says));
  const symbol = ({ x, y, spot: row }) => {
    const look = `cluster ${GROUPS[groupOf(row)]}${facts.spots[row][2] ? " approximate" : ""}${state.cluster === cell(row, "cluster_id") ? " chosen" : ""}`;
    const lines = [nameOf(row), inLanguage(cell(row, "stage_fa"), cell(row, "stage_en")), say(`precision.${String(cell(row, "precision")).replaceAll(" ", "_")}`)];
    return hover(svg("path", { class: look, d: SHAPES[groupOf(row)](x, y, 6.5 * scale * grown()), "stroke-width": 1.5 * scale, "data-cluster": cell(row, "cluster_id"), "aria-label": lines.join(", "), ...press(() => change({ cluster: cell(row, "cluster_id") })) }), () => lines);
  };
  const points = marks(rows, state.zoom, counted).map((mark) => (mark.n === 1 ? symbol(mark) : gathered(mark, scale)));
  const [w, h] = [WIDTH * scale, HEIGHT * scale];
  const picture = svg("svg", { id: "map", viewBox: `${state.middle[0] - w / 2} ${state.middle[1] - h / 2} ${w} ${h}`, role: "group", "aria-label": say("one_file.map") }, areas, points, labels);
  const zoom = (by) => change({ zoom: Math.min(MOST_ZOOM, Math.max(1, state.zoom * by)), middle: state.zoom * by <= 1 ? [WIDTH / 2, HEIGHT / 2] : state.middle });
  return el(
    "div",
    { class: "map" },
    el(
      "div",
      { class: "zoom" },
      el("button", { id: "zoom-in", "aria-label": say("one_file.zoom_in"), click: () => zoom(1.6) }, "+"),
      el("button", { id: "zoom-out", "aria-label": say("one_file.zoom_out"), click: () => zoom(1 / 1.6) }, "−"),
      el("button", { id: "home", "aria-label": say("map.home"), click: () => change({ zoom: 1, middle: [WIDTH / 2, HEIGHT / 2] }) }, "⌂"),
    ),
    drag(picture),
    el("p", { class: "small", dir: "auto" }, say("map.attribution")),
  );
}
function drag(picture) {
  /** @type {number[] | null} */
  let from = null;
  picture.addEventListener("pointerdown", (event) => {
    from = [event.clientX, event.clientY, ...state.middle];
  });
  picture.addEventListener("pointermove", (event) => {
    if (!from || !event.buttons || state.zoom === 1) return;
    const unit = WIDTH / state.zoom / picture.clientWidth;
    state.middle = [from[2] - (event.clientX - from[0]) * unit, from[3] - (event.clientY - from[1]) * unit];
    const [, , w, h] = picture.getAttribute("viewBox").split(" ").map(Number);
    picture.setAttribute("viewBox", `${state.middle[0] - w / 2} ${state.middle[1] - h / 2} ${w} ${h}`);
  });
  return picture;
}

export function legend() {
  const { metric, breaks } = facts.stops[state.stop];
  const counts = countsByProvince();
  const values = facts.provinces.map((province, i) => (onFile(province) ? metricValue(counts[i]) : 0));
  const last = breaks.length - 1;
  const isBeyond = values.some((n) => n > breaks[last]); // the classes are those of the present: at another date a value may lie above them
  const says = breaks.map((high, i) => {
    const low = i ? shownValue(breaks[i - 1]) : "";
    if (isBeyond && i === last) return i ? say("map.over", { low }) : say("map.any");
    return i ? say("map.between", { low, high: shownValue(high) }) : say("map.up_to", { high: shownValue(high) });
  });
  const undefinedHere = values.some(Number.isNaN) ? [[-2, say(`indicator.${metric}.without`)]] : [];
  const areas = [[-1, say("map.zero")], ...says.map((label, i) => [i, label]), ...undefinedHere, [-3, say("map.no_record")]];
  return el(
    "div",
    { class: "legend" },
    el("h3", {}, say(`indicator.${metric}.name`)),
    el("ul", {}, areas.map(([klass, label]) => el("li", {}, swatch(`province c${klass}`, "M1,2h14v12h-14z"), label))),
    el("h3", {}, say("map.points")),
    el("ul", {}, GROUPS.map((group, i) => el("li", {}, swatch(`cluster ${group}`, SHAPES[i](8, 8, 5)), say(`group.${group}`))), el("li", {}, swatch("cluster waiting approximate", SHAPES[0](8, 8, 5)), say("map.approximate")), el("li", {}, say("one_file.gathered"))),
  );
}
