// A small flat map: outlines, and clusters with the symbols of the great map. Every shape and symbol that leads somewhere is a link.
import { el, svg, swatch } from "./elements.js";
import { GROUPS, SHAPES } from "./symbols.js";
const REACH = 12; // half of the smallest target, where no other symbol stands nearer
const CROWD = 400; // symbols from which on nobody looks for room between them

/** @param {Act} act @param {object} action */
function follow(act, action) {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    act(action);
  };
}

/** @param {import("./contract.js").SketchArea} shape @param {Act} act */
function area(shape, act) {
  const path = svg("path", { d: shape.path, class: shape.look });
  if (!shape.href || !shape.action) return path;
  return svg("a", { href: shape.href, "aria-label": shape.say, click: follow(act, shape.action) }, svg("title", {}, shape.say), path);
}

/**
 * How far around each symbol a press still means it: half the way to the next.
 * @param {import("./contract.js").SketchPoints["rows"]} rows
 * @param {number} radius
 */
function reaches(rows, radius) {
  if (rows.length > CROWD) return rows.map(() => radius);
  /** @param {import("./contract.js").SketchPoints["rows"][number]} row @param {number} i */
  const nearest = ([x, y], i) => rows.reduce((least, [u, v], j) => (i === j ? least : Math.min(least, Math.hypot(x - u, y - v))), 2 * REACH);
  return rows.map((row, i) => Math.max(radius, Math.min(REACH, nearest(row, i) / 2)));
}

/**
 * @param {import("./contract.js").SketchBlock} data
 * @param {import("./contract.js").SketchPoints["rows"][number]} row
 * @param {number} reach
 * @param {Act} act
 */
function point(data, [x, y, group, approximate, id, name], reach, act) {
  const { href, radius, focusable, chosen } = data.points;
  const look = `cluster ${GROUPS[group]}${approximate ? " approximate" : ""}${id === chosen ? " chosen" : ""}`;
  const mark = [svg("title", {}, name), svg("circle", { cx: x, cy: y, r: reach, class: "ka-reach" }), svg("path", { d: SHAPES[group](x, y, id === chosen ? radius * 1.4 : radius), class: look })];
  if (id === chosen) return svg("g", { role: "img", "aria-label": name }, mark);
  return svg("a", { href: href.replace("{id}", encodeURIComponent(id)), "aria-label": name, tabindex: focusable ? null : "-1", "data-cluster": id, click: follow(act, { go: "cluster", put: { cluster: id } }) }, mark);
}

/** @param {import("./contract.js").AreaClass} area */
const areaKey = ({ class: name, label }) => el("li", {}, swatch(`province c${name}`, "M1,2h14v12h-14z"), label);

/** @param {import("./contract.js").SketchBlock} data @param {Act} act */
export function sketch(data, act) {
  const box = `0 0 ${data.width} ${data.height}`;
  const reach = reaches(data.points.rows, data.points.radius);
  const drawn = svg(
    "svg",
    { viewBox: box, class: "ka-sketch", role: "group", "aria-label": data.say },
    data.shapes.map((shape) => area(shape, act)),
    data.points.rows.map((row, i) => point(data, row, reach[i], act)),
    data.shapes.map((shape) => (shape.label ? svg("text", { x: shape.x, y: shape.y, class: "ka-area-name", "aria-hidden": "true" }, shape.label) : null)),
  );
  const key = data.key.map((label, i) => el("li", {}, swatch(`cluster ${GROUPS[i % 4]}${i > 3 ? " approximate" : ""}`, SHAPES[i % 4](8, 8, 5)), label));
  return [el("div", { class: "ka-sketch-box", dir: "ltr" }, drawn), el("div", { class: "ka-map-legend" }, key.length ? el("ul", {}, key) : null, data.areas?.length ? el("ul", {}, data.areas.map(areaKey)) : null)];
}
