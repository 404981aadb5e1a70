// The map inside its frame: outlines fetched once, then repainted in place with each Selection.
import { list, show } from "./gathered_marks.js";
import { gather, mercator, rowsOf, within } from "./gathering.js";
import { GROUPS, SHAPES } from "./symbols.js";

const NARROW = 500; // pixels: a map no wider draws smaller points
const SPACING = 2; // between clusters that share a spot, in radii
const RING = 2.9; // kept free around a province's count, in radii
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
const APART = 6; // pixels between the furthest clusters of a gathering at the closest zoom, below which coming closer would not part them

const Symbol_ = L.CircleMarker.extend({
  _updatePath() {
    this._renderer._setPath(this, SHAPES[this.options.shape](this._point.x + this.options.dx, this._point.y + this.options.dy, this.options.radius));
  },
  _updateBounds() {
    const reach = L.point(60, 60);
    this._pxBounds = L.bounds(this._point.subtract(reach), this._point.add(reach));
  },
});

const provinces = new Map();
const labels = new Map();
const points = new Map();
// what is null here is there as soon as the facts have been fetched and a Selection has been given: nothing is drawn before
/** @type {import("./contract.js").MapFacts} */
let config = /** @type {any} */ (null);
let outlines = ""; // the folder that holds them
/** @type {import("./contract.js").MapPayload} */
let payload = /** @type {any} */ (null);
/** @type {import("./contract.js").MapClusters & {group: number[]}} */
let clusters = /** @type {any} */ (null);
let places = mercator([]); // of the spots, in widths of the world
/** @type {number[]} the clusters' stages as the facts hold them */
let present = [];
/** @type {Int32Array} rows of the clusters that the payload names */
let shown = /** @type {any} */ (null);
/** @type {{zoom: number, all: import("./gathering.js").Gathering[]} | null} of those rows */
let gatherings = null;
let atHome = true; // until the reader moves the map, it stays fitted to the country

function text(tag, className, content) {
  const node = document.createElement(tag);
  node.className = className;
  node.textContent = content;
  node.dir = "auto";
  return node;
}

function bubble(title, ...lines) {
  const node = document.createElement("div");
  node.append(text("strong", "", title), ...lines.filter(Boolean).map((line) => text("div", "", line)));
  return node;
}

function send(action) {
  const value = { last_active_drawing: { ...action, at: Date.now() } };
  window.__GLOBAL_DATA__.last_active_drawing = value.last_active_drawing;
  window.__GLOBAL_DATA__.previous_data = value;
  Streamlit.setComponentValue(value);
}

const fill = (pattern, words) => pattern.replace(/\{(\w+)\}/g, (_, word) => words[word]);

function hover(code) {
  const [, n, value] = payload.provinces[code];
  const [one, other, none] = config.hover;
  if (n === null) return none;
  return fill(n === 1 ? one : other, { n: n.toLocaleString(config.lang), value: value === null ? config.undefined[payload.metric] : fill(config.values[payload.metric], { value }) });
}

function drawProvinces() {
  for (const [code, layer] of provinces) {
    const [klass, n, , chosen] = payload.provinces[code];
    const dim = payload.anyChosen && !chosen;
    layer._path.setAttribute("class", `leaflet-interactive province c${klass}${chosen ? " chosen" : ""}${dim ? " dim" : ""}`);
    layer._path.dataset.province = code;
    if (chosen) layer.bringToFront();
    const label = n === null ? "–" : n.toLocaleString(config.lang);
    if (labels.get(code).textContent !== label) labels.get(code).textContent = label;
  }
}

const latlng = (spot) => L.latLng(config.spots[spot][1], config.spots[spot][0]);

/** What the screen shows, in widths of the world, with a margin. */
function screen(map) {
  const [world, bounds] = [256 * 2 ** map.getZoom(), map.getPixelBounds()];
  const margin = bounds.getSize().divideBy(6);
  return { west: (bounds.min.x - margin.x) / world, east: (bounds.max.x + margin.x) / world, north: (bounds.min.y - margin.y) / world, south: (bounds.max.y + margin.y) / world };
}

/** Every cluster one by one while they can be told apart; more of them gathered, place by place. */
function drawClusters(map) {
  const box = screen(map);
  const near = shown.length <= config.toldApart ? shown : within(shown, clusters.spot, places, box);
  const isGathered = near.length > config.toldApart;
  const isNarrow = map.getSize().x <= NARROW;
  map.getContainer().classList.toggle("without-counts", isGathered && isNarrow); // both numbers would not be readable there
  if (!isGathered) {
    show(map, [], [], config.lang);
    drawPoints(map, near);
    return;
  }
  if (!gatherings || gatherings.zoom !== map.getZoom()) {
    gatherings = { zoom: map.getZoom(), all: gather(shown, clusters.spot, clusters.group, places, 256 * 2 ** map.getZoom()) };
  }
  const inside = gatherings.all.filter(({ spot }) => places.x[spot] >= box.west && places.x[spot] <= box.east && places.y[spot] >= box.north && places.y[spot] <= box.south);
  const alone = new Set(inside.filter(({ n }) => n === 1).map(({ spot }) => spot));
  drawPoints(map, near.filter((row) => alone.has(clusters.spot[row]) || clusters.id[row] === payload.cluster));
  const anchors = isNarrow ? [] : Object.values(config.provinces).map(([, lon, lat]) => L.latLng(lat, lon));
  const crowds = inside.filter(({ n }) => n > 1).map((crowd) => ({ ...crowd, latlng: latlng(crowd.spot), zoom: parting(map, crowd) }));
  show(map, crowds, anchors, config.lang, tellOf, (crowd) => open(map, crowd));
}

/** The bounds to come closer to, so that a gathering parts; null where it would not. */
function parting(map, crowd) {
  const bounds = L.latLngBounds(crowd.spots.map(latlng));
  const [from, to] = [bounds.getSouthWest(), bounds.getNorthEast()].map((corner) => map.project(corner, map.getMaxZoom()));
  return map.getZoom() < map.getMaxZoom() && from.distanceTo(to) > APART ? bounds : null;
}

const counted = (n) => fill(n === 1 ? config.gathered.one : config.gathered.other, { n: n.toLocaleString(config.lang) });

function tellOf({ n, mix, zoom }) {
  const lines = mix.map((count, kind) => count && `${config.groups[kind]}: ${count.toLocaleString(config.lang)}`);
  return bubble(counted(n), ...lines, zoom ? config.gathered.closer : config.gathered.list);
}

function open(map, crowd) {
  atHome = false;
  if (crowd.zoom) {
    map.fitBounds(crowd.zoom, { padding: [40, 40], animate: false });
    return;
  }
  const here = new Set(crowd.spots);
  const rows = shown.filter((row) => here.has(clusters.spot[row]));
  const listed = Array.from(rows, (row) => ({
    name: clusters.name[row],
    say: config.stages[clusters.stage[row]][0],
    group: clusters.group[row],
    choose: () => send({ cluster: clusters.id[row] }),
  }));
  list(map, crowd.latlng, counted(crowd.n), listed, config.gathered, config.lang);
}

function drawPoints(map, rows) {
  const radius = map.getSize().x > NARROW ? 4.5 : 3.25;
  const [spacing, ring] = [SPACING * radius, RING * radius];
  const seen = new Set();
  const spots = new Map();
  for (const row of rows) {
    const [id, spot, precision, name, group] = [clusters.id[row], clusters.spot[row], clusters.precision[row], clusters.name[row], clusters.group[row]];
    const stageName = config.stages[clusters.stage[row]][0];
    seen.add(id);
    const before = spots.get(spot) ?? 0;
    spots.set(spot, before + 1);
    const inProvince = precision === 2;
    const distance = inProvince ? Math.sqrt(ring * ring + before * spacing * spacing) : Math.sqrt(before) * spacing;
    const [dx, dy] = [Math.cos(before * GOLDEN_ANGLE) * distance, Math.sin(before * GOLDEN_ANGLE) * distance];
    let layer = points.get(id);
    if (!layer) {
      layer = new Symbol_(latlng(spot), { radius, shape: group, stageName, dx, dy, pane: "clusters", bubblingMouseEvents: false });
      layer.bindTooltip(() => bubble(name, layer.options.stageName, config.precisions[precision]), { direction: "top", opacity: 1 });
      layer.on("click", () => send({ cluster: id }));
      points.set(id, layer);
    }
    if (!layer._map) layer.addTo(map);
    layer.options.stageName = stageName;
    if (layer.options.dx !== dx || layer.options.dy !== dy || layer.options.shape !== group || !layer._path.dataset.cluster) {
      Object.assign(layer.options, { dx, dy, radius, shape: group });
      layer._tooltip.options.offset = L.point(dx, dy - 6);
      layer._updatePath();
      layer._path.dataset.cluster = id;
    }
    const look = `leaflet-interactive cluster ${GROUPS[group]}${precision ? " approximate" : ""}${id === payload.cluster ? " chosen" : ""}`;
    if (layer._path.getAttribute("class") !== look) layer._path.setAttribute("class", look);
  }
  for (const [id, layer] of points) {
    if (seen.has(id)) continue;
    layer.remove();
    if (points.size > 2 * config.toldApart) points.delete(id);
  }
  const chosen = seen.has(payload.cluster) && points.get(payload.cluster);
  if (chosen) {
    chosen.bringToFront();
    if (!map.getBounds().contains(chosen.getLatLng())) map.panTo(chosen.getLatLng(), { animate: false });
  }
}

function draw(map) {
  if (!payload || !provinces.size) return;
  if (!shown) {
    shown = rowsOf(payload.shown, clusters.id.length);
    clusters.stage = payload.stages ? Array.from(payload.stages, (digit) => Number.parseInt(digit, 36)) : present;
    clusters.group = clusters.stage.map((stage) => config.stages[stage][1]);
  }
  drawProvinces();
  drawClusters(map);
  document.body.dataset.painted = payload.stamp;
  window.parent.postMessage({ type: "khoosheh-map-drawn" }, window.location.origin);
}

function rings(geometry) {
  const flip = (ring) => ring.map(([lon, lat]) => [lat, lon]);
  return geometry.type === "Polygon" ? geometry.coordinates.map(flip) : geometry.coordinates.map((polygon) => polygon.map(flip));
}

function addProvinces(map, features) {
  for (const feature of features) {
    const code = feature.properties.iso_code;
    const layer = L.polygon(rings(feature.geometry), { pane: "provinces", weight: 1, smoothFactor: 0.5, bubblingMouseEvents: false });
    layer.bindTooltip(() => bubble(config.provinces[code][0], hover(code)), { sticky: true, opacity: 1 });
    layer.on("click", () => send({ province: code }));
    layer.addTo(map);
    provinces.set(code, layer);
    const [, lon, lat] = config.provinces[code];
    const label = text("span", "count", "");
    L.marker([lat, lon], { pane: "counts", interactive: false, keyboard: false, icon: L.divIcon({ className: "count-anchor", html: label, iconSize: [0, 0] }) }).addTo(map);
    labels.set(code, label);
  }
}

const file = async (address) => (await fetch(new URL(address, window.location.origin))).json();

async function refine(map) {
  if (map.getZoom() < config.fineZoom) return;
  map.off("zoomend", map.refineOutlines);
  const fine = await file(`${outlines}fine.geojson`);
  for (const feature of fine.features) provinces.get(feature.properties.iso_code)?.setLatLngs(rings(feature.geometry));
}

function goHome(map) {
  map.fitBounds(config.bounds, { padding: [4, 4], animate: false });
  atHome = true;
}

export async function start(map, facts, folder) {
  outlines = folder;
  const [found, overview] = await Promise.all([file(facts), file(`${outlines}overview.geojson`)]);
  config = found;
  clusters = { ...config.clusters, group: [] };
  present = clusters.stage;
  places = mercator(config.spots);
  document.documentElement.lang = config.lang;
  document.body.setAttribute("aria-label", config.label);
  map.attributionControl.setPrefix(false).addAttribution(text("span", "", config.attribution).innerHTML);
  ["neighbours", "provinces", "gathered", "clusters", "counts"].forEach((name, i) => {
    map.createPane(name).style.zIndex = 400 + 10 * i;
  });
  map.getPane("counts").style.pointerEvents = "none";
  // Leaflet focuses its container at each press, and the page would scroll under the pointer
  map.getContainer().focus = (options) => HTMLElement.prototype.focus.call(map.getContainer(), { ...options, preventScroll: true });
  map.invalidateSize({ animate: false });
  goHome(map);
  const leaveHome = () => {
    atHome = false;
  };
  for (const kind of ["pointerdown", "wheel", "keydown"]) map.getContainer().addEventListener(kind, leaveHome, { passive: true });
  map.setMaxBounds(L.latLngBounds(config.bounds).pad(0.6));
  const home = L.control({ position: "topleft" });
  home.onAdd = () => {
    const button = text("button", "home", "⌂");
    button.title = config.home;
    button.setAttribute("aria-label", config.home);
    L.DomEvent.disableClickPropagation(button);
    button.addEventListener("click", () => goHome(map));
    return button;
  };
  home.addTo(map);
  if (config.invented) {
    const mark = L.control({ position: "topright" });
    mark.onAdd = () => text("strong", "invented", config.invented);
    mark.addTo(map);
  }
  addProvinces(map, overview.features);
  draw(map);
  map.refineOutlines = () => refine(map);
  map.on("zoomend", map.refineOutlines);
  map.on("moveend", () => shown?.length > config.toldApart && drawClusters(map));
  new ResizeObserver(() => {
    map.invalidateSize({ animate: false });
    if (atHome) goHome(map);
  }).observe(document.documentElement);
  const countries = await file(`${outlines}neighbours.geojson`);
  for (const country of countries.features) L.polygon(rings(country.geometry), { pane: "neighbours", interactive: false, className: "neighbour", weight: 1 }).addTo(map);
}

export function paint(map, given) {
  if (given.shown !== payload?.shown) map.closePopup(); // a list of clusters that may be gone
  payload = given;
  shown = /** @type {any} */ (null);
  gatherings = null;
  draw(map);
}

const dress = (theme) => document.documentElement.setAttribute("data-theme", theme?.base === "dark" ? "dark" : "light");
Streamlit.events.addEventListener(Streamlit.RENDER_EVENT, (event) => dress(event.detail.theme));
