// The triangle of co-operation: cluster, government, university, with what the records name at each corner.
import { el, svg } from "./elements.js";

const CORNERS = [
  [160, 54],
  [60, 172],
  [260, 172],
];

/** @param {import("./contract.js").TriangleBlock} data */
export function triangle(data) {
  const sides = [[0, 1], [1, 2], [2, 0]].map(([a, b]) => {
    const [from, to] = [data.corners[a], data.corners[b]];
    const [[x1, y1], [x2, y2]] = [CORNERS[a], CORNERS[b]];
    return svg("line", { x1, y1, x2, y2, class: from.on && to.on ? "ka-side ka-side-on" : "ka-side" });
  });
  const corners = data.corners.map((corner, i) => {
    const [x, y] = CORNERS[i];
    return [
      svg("circle", { cx: x, cy: y, r: 22, class: corner.on ? "ka-corner ka-corner-on" : "ka-corner" }),
      svg("text", { x, y: i ? y + 42 : y - 32, class: "ka-corner-name" }, corner.label),
    ];
  });
  const list = (title, items, none) => [
    el("h4", {}, title),
    items.length ? el("ul", { class: "ka-tags" }, items.map((item) => el("li", { dir: "auto" }, item))) : el("p", { class: "ka-none" }, none),
  ];
  return el(
    "div",
    { class: "ka-triangle" },
    svg("svg", { viewBox: "0 0 320 226", role: "img", "aria-label": data.say, class: "ka-triangle-picture" }, sides, corners),
    el("div", {}, list(data.bodiesTitle, data.bodies, data.bodiesNone), list(data.shortfallsTitle, data.shortfalls, data.shortfallsNone)),
  );
}
