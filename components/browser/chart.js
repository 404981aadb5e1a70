// A curve with its band, drawn as SVG from numbers; time runs the way the reader reads.
import { el, svg } from "./elements.js";

const WIDE = 600;
const NARROW = 360;
/** A drawing is scaled to its place: on a phone a narrower one keeps its letters legible. */
const PHONE = "(max-width: 640px)";
const HEIGHT = 290;
const BEFORE = 56;
const AFTER = 16;
const ABOVE = 14;
const BELOW = 46;

/**
 * The corners of a line that keeps its value until the next.
 * @param {[number, number][]} points
 * @returns {[number, number][]}
 */
const stepped = (points) => points.flatMap((p, i) => (i ? [[p[0], points[i - 1][1]], p] : [p]));

/**
 * A figure: title, drawing, legend; `alt` says it in words.
 * @param {import("./contract.js").Chart} data
 */
export function chart(data) {
  const width = matchMedia(PHONE).matches ? NARROW : WIDE;
  const across = (value) => {
    const x = BEFORE + (value / data.x.max) * (width - BEFORE - AFTER);
    return data.rtl ? width - x : x;
  };
  const up = (value) => HEIGHT - BELOW - (value / data.y.max) * (HEIGHT - ABOVE - BELOW);
  const path = (points) => points.map(([x, y], i) => `${i ? "L" : "M"}${across(x).toFixed(1)} ${up(y).toFixed(1)}`).join("");
  const shape = (points) => (data.steps ? stepped(points) : points);
  const low = shape(data.band.map(([x, value]) => [x, value]));
  const high = shape(data.band.map(([x, , value]) => [x, value]));
  const drawing = svg("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, role: "img", "aria-label": data.alt, class: "ka-chart" });
  // in a right-to-left text the end is at the left: labels stand outside the axis on either side
  for (const tick of data.y.ticks) {
    drawing.append(svg("line", { x1: across(0), x2: across(data.x.max), y1: up(tick.at), y2: up(tick.at), class: "ka-gridline" }));
    drawing.append(svg("text", { x: across(0) + (data.rtl ? 8 : -8), y: up(tick.at) + 4, "text-anchor": "end", class: "ka-tick" }, tick.label));
  }
  for (const tick of data.x.ticks) drawing.append(svg("text", { x: across(tick.at), y: HEIGHT - BELOW + 18, "text-anchor": "middle", class: "ka-tick" }, tick.label));
  drawing.append(svg("path", { d: `${path(low)}${path([...high].reverse()).replace("M", "L")}Z`, class: "ka-band" }));
  if (data.guide !== null) drawing.append(svg("line", { x1: across(0), x2: across(data.x.max), y1: up(data.guide), y2: up(data.guide), class: "ka-guide" }));
  drawing.append(svg("path", { d: path(shape(data.line)), class: "ka-curve" }));
  drawing.append(svg("text", { x: (across(0) + across(data.x.max)) / 2, y: HEIGHT - 6, "text-anchor": "middle", class: "ka-tick" }, data.x.title));
  return el(
    "figure",
    { class: "ka-figure-box" },
    el("h2", {}, data.title),
    el("p", { class: "ka-legend" }, data.y.title),
    drawing,
    el("figcaption", { class: "ka-legend" }, el("i", { class: "ka-key-curve" }), data.legend[0], el("i", { class: "ka-key-band" }), data.legend[1]),
  );
}
