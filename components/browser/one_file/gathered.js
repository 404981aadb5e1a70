// Clusters that the map cannot show apart, as one mark with their number, and the list of those that no zoom would part.
import { gather, stepAside } from "../gathering.js";
import { GROUPS, SHAPES } from "../symbols.js";
import { el, svg, swatch } from "../elements.js";
import { cell, facts, groupOf, MOST_ZOOM, nameOf, number, say, shown, state, WIDTH } from "./facts.js";
import { hover, press } from "./map.js";
import { change } from "./paint.js";

const CLOSER = 1.7; // the atlas's own map gathers from further around than a picture need
const PARTED = 0.5; // units of the plan: places closer than this stay together at any zoom
const places = { x: facts.spots.map(([x]) => x / WIDTH), y: facts.spots.map(([, y]) => y / WIDTH) };
const spotOf = facts.spots.map((_, row) => row);
const groups = facts.rows.map((_, row) => groupOf(row));
const reach = (n) => (n === 1 ? 6.5 : 10.5 + 4 * String(n).length);
/** How much larger than in the page a mark is: in the last row it is small. */
export const grown = () => (state.presenting ? 1.4 : 1);

/** The marks of these rows at this zoom, {x, y, n, mix, spots}, moved aside so that they and the labels, {x, y}, can be read. */
export function marks(rows, zoom, labels) {
  const found = gather(rows, spotOf, groups, places, (CLOSER * WIDTH * zoom) / grown());
  const at = found.map(({ spot, n }) => ({ x: facts.spots[spot][0] * zoom, y: facts.spots[spot][1] * zoom, radius: reach(n) * grown() + 1 }));
  const moves = stepAside(at, labels.map(({ x, y }) => ({ x: x * zoom, y: y * zoom })));
  return found.map((mark, i) => ({ ...mark, x: (at[i].x + moves[i][0]) / zoom, y: (at[i].y + moves[i][1]) / zoom }));
}

/** A part of a ring from one share of the turn to another, clockwise from the top. */
function arc(radius, from, to) {
  const at = (share) => `${radius * Math.sin(2 * Math.PI * share)},${-radius * Math.cos(2 * Math.PI * share)}`;
  if (to - from > 0.9999) return `M${at(0)}A${radius},${radius} 0 1,1 ${at(0.5)}A${radius},${radius} 0 1,1 ${at(0)}`;
  return `M${at(from)}A${radius},${radius} 0 ${to - from > 0.5 ? 1 : 0},1 ${at(to)}`;
}

export function gathered({ x, y, n, mix, spots }, scale) {
  const [xs, ys] = [spots.map((row) => facts.spots[row][0]), spots.map((row) => facts.spots[row][1])];
  const parts = state.zoom < MOST_ZOOM && Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)) > PARTED;
  const open = () => (parts ? change({ zoom: Math.min(MOST_ZOOM, state.zoom * 2.2), middle: [x, y] }) : change({ listed: spots, cluster: "" }));
  const lines = [say("gathered", { n }), ...GROUPS.map((group, i) => (mix[i] ? `${say(`group.${group}`)}: ${number(mix[i])}` : "")), say(parts ? "gathered.closer" : "gathered.list")];
  const radius = reach(n);
  const upTo = (kind) => mix.slice(0, kind).reduce((sum, count) => sum + count, 0) / n;
  const ring = mix.map((count, i) => count && svg("path", { class: `share ${GROUPS[i]}`, d: arc(radius - 2.25, upTo(i), upTo(i + 1)) })).filter(Boolean);
  const label = svg("text", { y: 0.5, dy: ".33em" }, number(n));
  const look = { class: "gathered", transform: `translate(${x} ${y}) scale(${scale * grown()})`, "data-clusters": n, "aria-label": lines.filter(Boolean).join(", "), ...press(open) };
  return hover(svg("g", look, svg("circle", { r: radius }), ring, label), () => lines);
}

/** The clusters of a mark that was pressed, by name. */
export function listed() {
  const rows = state.listed.filter((row) => shown().includes(row));
  if (!rows.length) return null;
  return el("article", { class: "card listed" }, el("button", { class: "close", id: "close", "aria-label": say("gathered.close"), click: () => change({ listed: [] }) }, "×"), el("h2", {}, say("gathered", { n: rows.length })), names(rows));
}
export function names(rows) {
  const name = (row) => el("li", {}, swatch(`cluster ${GROUPS[groupOf(row)]}`, SHAPES[groupOf(row)](8, 8, 5)), el("button", { class: "plain", dir: "auto", "data-row": cell(row, "cluster_id"), click: () => change({ cluster: cell(row, "cluster_id") }) }, nameOf(row)));
  return el("ul", { class: "names" }, rows.map(name));
}
