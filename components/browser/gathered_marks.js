// Gatherings on the map: a circle with their number, the mix of stage groups around it, and a list of those that no zoom would part.
import { svg } from "./elements.js";
import { stepAside } from "./gathering.js";
import { GROUPS, SHAPES } from "./symbols.js";

const RING = 3.5; // pixels: the mix around a number
const LISTED = 50; // clusters on one page of a list
const marks = new Map();

/** Radius of the ring around a number: as wide as its digits need. */
const reach = (n) => 8.5 + 2.6 * Math.floor(Math.log10(n));

/** A part of a ring from one share of the turn to another, clockwise from the top. */
function arc(radius, from, to) {
  const at = (share) => `${radius * Math.sin(2 * Math.PI * share)},${-radius * Math.cos(2 * Math.PI * share)}`;
  if (to - from > 0.9999) return `M${at(0)}A${radius},${radius} 0 1,1 ${at(0.5)}A${radius},${radius} 0 1,1 ${at(0)}`;
  return `M${at(from)}A${radius},${radius} 0 ${to - from > 0.5 ? 1 : 0},1 ${at(to)}`;
}

function drawing({ n, mix }, lang) {
  const radius = reach(n);
  const edge = Math.ceil(radius + RING + 3);
  const drawn = svg("svg", { viewBox: `${-edge} ${-edge} ${2 * edge} ${2 * edge}`, width: 2 * edge, height: 2 * edge });
  drawn.append(svg("circle", { class: "gathered-ground", r: radius + RING / 2 + 1 }));
  let from = 0;
  for (const [kind, count] of mix.entries()) {
    if (!count) continue;
    drawn.append(svg("path", { class: `gathered-share ${GROUPS[kind]}`, d: arc(radius, from, from + count / n), "stroke-width": RING }));
    from += count / n;
  }
  const most = mix.indexOf(Math.max(...mix));
  const leads = mix.filter((count) => count === mix[most]).length === 1; // of two that are equal neither is the largest
  if (leads) drawn.append(svg("path", { class: `cluster ${GROUPS[most]}`, d: SHAPES[most](0, radius, 3.75) }));
  const number = svg("text", { class: "gathered-number", "text-anchor": "middle", "dominant-baseline": "central" });
  number.textContent = n.toLocaleString(lang);
  drawn.append(number);
  return drawn;
}

function pixel(map, latlng) {
  const { x, y } = map.latLngToLayerPoint(latlng);
  return { x, y };
}

/** Show these gatherings, each {spot, n, mix} with latlng, and no others; `tell` gives a bubble for one, `open` is what a press does. */
export function show(map, gatherings, anchors, lang, tell, open) {
  const wanted = new Map(gatherings.map((g) => [`${g.spot} ${g.mix.join(" ")}`, g]));
  for (const [key, mark] of marks) {
    if (wanted.has(key)) continue;
    mark.remove();
    marks.delete(key);
  }
  const spread = [...wanted].map(([key, gathering]) => ({ key, gathering, radius: reach(gathering.n) + RING, ...pixel(map, gathering.latlng) }));
  const moves = stepAside(spread, anchors.map((anchor) => pixel(map, anchor)));
  for (const [i, { key, gathering }] of spread.entries()) {
    const [dx, dy] = moves[i];
    let mark = marks.get(key);
    if (!mark) {
      mark = L.marker(gathering.latlng, { pane: "gathered", keyboard: false, bubblingMouseEvents: false, icon: L.divIcon({ className: "gathered", html: drawing(gathering, lang), iconSize: [0, 0] }) });
      mark.bindTooltip(() => tell(mark.gathering), { direction: "auto", opacity: 1 });
      mark.on("click", () => open(mark.gathering));
      mark.addTo(map);
      mark._icon.dataset.clusters = gathering.n;
      marks.set(key, mark);
    }
    mark.gathering = gathering;
    mark._icon.style.marginLeft = `${dx}px`;
    mark._icon.style.marginTop = `${dy}px`;
    mark._tooltip.options.offset = L.point(dx, dy);
  }
}

/**
 * A box on the map that lists clusters a page at a time.
 * @param {any} map
 * @param {any} latlng
 * @param {string} title
 * @param {{name: string, say: string, group: number, choose: () => void}[]} clusters
 * @param {import("./contract.js").GatheredWords} words
 * @param {string} lang
 */
export function list(map, latlng, title, clusters, words, lang) {
  const box = document.createElement("div");
  box.className = "gathered-list";
  const popup = L.popup({ closeButton: false, maxWidth: 300, minWidth: 220, className: "gathered-popup" }).setLatLng(latlng).setContent(box);
  const button = (label, press, name) => {
    const node = document.createElement("button");
    node.type = "button";
    node.textContent = label;
    node.className = name;
    node.dir = "auto";
    node.addEventListener("click", press);
    return node;
  };
  const turn = (page) => {
    const heading = document.createElement("strong");
    heading.textContent = title;
    heading.dir = "auto";
    const items = document.createElement("ul");
    const first = page * LISTED;
    const shown = clusters.slice(first, first + LISTED);
    for (const cluster of shown) {
      const item = document.createElement("li");
      const symbol = svg("svg", { viewBox: "0 0 14 14", width: 14, height: 14, "aria-hidden": "true" });
      symbol.append(svg("path", { class: `cluster ${GROUPS[cluster.group]}`, d: SHAPES[cluster.group](7, 7, 4.5) }));
      const press = button(cluster.name, cluster.choose, "gathered-name");
      press.title = cluster.say;
      item.append(symbol, press);
      items.append(item);
    }
    const foot = document.createElement("div");
    foot.className = "gathered-foot";
    if (clusters.length > LISTED) {
      const back = button(words.previous, () => turn(page - 1), "gathered-turn");
      const on = button(words.next, () => turn(page + 1), "gathered-turn");
      back.disabled = page === 0;
      on.disabled = first + LISTED >= clusters.length;
      const where = document.createElement("span");
      const figures = { first: first + 1, last: first + shown.length, total: clusters.length };
      where.textContent = words.pageOf.replace(/\{(\w+)\}/g, (_, word) => figures[word].toLocaleString(lang));
      foot.append(back, where, on);
    }
    foot.append(button(words.close, () => popup.remove(), "gathered-turn"));
    box.replaceChildren(heading, items, foot);
    popup.update();
    items.querySelector("button")?.focus({ preventScroll: true });
  };
  popup.openOn(map);
  turn(0);
}
