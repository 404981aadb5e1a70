// Small maps side by side: the same outlines, the same scale, the same class breaks.
import { methodLink, repaint } from "./dom.js";
import { el, svg, swatch } from "./elements.js";
import { GROUPS, SHAPES } from "./symbols.js";
const WEST = 44;
const NORTH = 39.9;
const SHRINK = Math.cos((32.5 * Math.PI) / 180); // a degree of longitude beside one of latitude, at the country's middle
const DOT = 3;
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
const outlines = new Map();

/** @param {import("./contract.js").MapSize} size */
function place(size, [lon, lat]) {
  const scale = size.width / (19.5 * SHRINK);
  return [((lon - WEST) * SHRINK * scale).toFixed(1), ((NORTH - lat) * scale).toFixed(1)];
}

/**
 * Province codes and their paths, fetched and projected once.
 * @param {string} address
 * @param {import("./contract.js").MapSize} size
 * @returns {Promise<[string, string][]>}
 */
async function paths(address, size) {
  if (!outlines.has(address)) {
    const answer = await fetch(address);
    const found = (await answer.json()).features.map((feature) => {
      const { type, coordinates } = feature.geometry;
      const rings = (type === "Polygon" ? [coordinates] : coordinates).flat();
      return [feature.properties.iso_code, rings.map((ring) => `M${ring.map((point) => place(size, point).join(",")).join("L")}z`).join("")];
    });
    outlines.set(address, found);
  }
  return outlines.get(address);
}

/**
 * Shapes at their places; those that share a spot stand around it.
 * @param {import("./contract.js").MapSize} size
 * @param {import("./contract.js").SmallMap["points"]} points
 * @param {string} look
 * @param {number} radius
 */
function symbols(size, points, look, radius) {
  const crowd = new Map();
  return points.map(([lon, lat, group, approximate]) => {
    const before = crowd.get(`${lon} ${lat}`) ?? 0;
    crowd.set(`${lon} ${lat}`, before + 1);
    const [x, y] = place(size, [lon, lat]).map(Number);
    const [away, turn] = [1.5 * radius * Math.sqrt(before), before * GOLDEN_ANGLE];
    return svg("path", { class: `cluster ${look || GROUPS[group]}${approximate && !look ? " approximate" : ""}`, d: SHAPES[group](x + away * Math.cos(turn), y + away * Math.sin(turn), radius) });
  });
}

/**
 * @param {import("./contract.js").SmallMap} map
 * @param {import("./contract.js").MapSize} size
 * @param {[string, string][]} provinces
 */
function draw(map, size, provinces) {
  const drawn = svg("svg", { viewBox: `0 0 ${size.width} ${size.height}`, role: "img", "aria-label": map.say });
  const last = provinces.filter(([code]) => code === map.marked);
  for (const [code, d] of [...provinces.filter(([code]) => code !== map.marked), ...last]) {
    drawn.append(svg("path", { class: `province c${map.classes[code] ?? "-1"}${code === map.marked ? " ka-marked" : ""}`, d }));
  }
  drawn.append(...symbols(size, map.others, "ka-faint", 2), ...symbols(size, map.points, "", DOT));
  return drawn;
}

/** @param {Shown<import("./contract.js").SmallMaps>} shown */
export async function render({ data, parentElement, setTriggerValue }) {
  const provinces = await paths(data.outlines, data.size);
  repaint(
    parentElement,
    el("h2", {}, data.title, " ", methodLink(data.info, (action) => setTriggerValue("action", action))),
    el("div", { class: "ka-small-maps", style: `--maps:${data.maps.length}` }, data.maps.map((map) => el("figure", {}, draw(map, data.size, provinces), el("figcaption", { dir: "auto" }, map.say)))),
    el(
      "div",
      { class: "ka-map-legend" },
      data.legendTitle ? el("h3", {}, data.legendTitle) : null,
      el("ul", {}, data.legend.map((area) => el("li", {}, swatch(`province c${area.class}`, "M1,2h14v12h-14z"), area.label))),
      el("ul", {}, data.groups.map((label, i) => el("li", {}, swatch(`cluster ${GROUPS[i]}`, SHAPES[i](8, 8, 5)), label)), data.groups.length ? el("li", {}, swatch("cluster waiting approximate", SHAPES[0](8, 8, 5)), data.approximate) : null),
    ),
    el("p", { class: "ka-note ka-source", dir: "auto" }, data.source),
  );
}
