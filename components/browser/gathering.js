// Which clusters a Selection shows, and which of them share a place on the screen. Arithmetic only: nothing here is drawn.
const REACH = 52; // pixels around a gathering's own spot from which it takes clusters in
const BIN = 12; // pixels: spots closer than this are taken together first
const KINDS = 4; // stage groups, with those that belong to none
const LABEL = 8; // pixels kept free above and below the middle of a province's count; to its sides a third more
const FURTHEST = 28; // pixels that a mark may stand away from its place

/** @typedef {{spot: number, spots: number[], n: number, mix: number[], zoom?: unknown, latlng?: unknown}} Gathering */

/** The rows that a base64 bitmap names, highest bit first; all of `total` when there is none. */
export function rowsOf(bits, total) {
  if (bits === null) return Int32Array.from({ length: total }, (_, row) => row);
  const bytes = atob(bits);
  const rows = [];
  for (let at = 0; at < bytes.length; at += 1) {
    for (let byte = bytes.charCodeAt(at), bit = 0; byte; byte = (byte << 1) & 255, bit += 1) if (byte & 128) rows.push(8 * at + bit);
  }
  return Int32Array.from(rows);
}

/** Web Mercator (EPSG:3857) of [lon, lat] pairs, in widths of the world: x to the east, y to the south. */
export function mercator(spots) {
  return {
    x: Float64Array.from(spots, ([lon]) => lon / 360 + 0.5),
    y: Float64Array.from(spots, ([, lat]) => 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI)),
  };
}

/** The rows whose spot lies in a box of the same units. */
export function within(rows, spotOf, places, box) {
  return rows.filter((row) => {
    const [x, y] = [places.x[spotOf[row]], places.y[spotOf[row]]];
    return x >= box.west && x <= box.east && y >= box.north && y <= box.south;
  });
}

/**
 * Gatherings of the rows in a world `width` pixels wide: {spot, spots, n, mix}. The place with most clusters is taken first and takes in
 * what lies near it; it stays where it is, so that a gathering always stands on a place of its own clusters. mix: counts by stage group.
 */
export function gather(rows, spotOf, groupOf, places, width) {
  const counts = new Int32Array(places.x.length * KINDS);
  for (const row of rows) counts[spotOf[row] * KINDS + groupOf[row]] += 1;
  const bins = new Map();
  const total = (spot) => counts[spot * KINDS] + counts[spot * KINDS + 1] + counts[spot * KINDS + 2] + counts[spot * KINDS + 3];
  for (let spot = 0; spot < places.x.length; spot += 1) {
    const n = total(spot);
    if (!n) continue;
    const key = Math.floor((places.x[spot] * width) / BIN) * 2 ** 26 + Math.floor((places.y[spot] * width) / BIN);
    const bin = bins.get(key);
    if (!bin) {
      bins.set(key, { spot, most: n, n, spots: [spot] });
      continue;
    }
    bin.n += n;
    bin.spots.push(spot);
    if (n > bin.most) [bin.spot, bin.most] = [spot, n];
  }
  /** @type {Map<number, Gathering[]>} */
  const near = new Map();
  /** @type {Gathering[]} */
  const gatherings = [];
  const cell = (spot) => [Math.floor((places.x[spot] * width) / REACH), Math.floor((places.y[spot] * width) / REACH)];
  for (const bin of [...bins.values()].sort((a, b) => b.n - a.n || a.spot - b.spot)) {
    const [cx, cy] = cell(bin.spot);
    /** @type {Gathering | null} */
    let best = null;
    let least = (REACH / width) ** 2;
    for (let x = cx - 1; x <= cx + 1; x += 1) {
      for (let y = cy - 1; y <= cy + 1; y += 1) {
        for (const found of near.get(x * 2 ** 26 + y) ?? []) {
          const away = (places.x[bin.spot] - places.x[found.spot]) ** 2 + (places.y[bin.spot] - places.y[found.spot]) ** 2;
          if (away < least) [best, least] = [found, away];
        }
      }
    }
    if (!best) {
      best = { spot: bin.spot, spots: [], n: 0, mix: [0, 0, 0, 0] };
      gatherings.push(best);
      const key = cx * 2 ** 26 + cy;
      near.set(key, [...(near.get(key) ?? []), best]);
    }
    best.n += bin.n;
    for (const spot of bin.spots) {
      best.spots.push(spot);
      for (let kind = 0; kind < KINDS; kind += 1) best.mix[kind] += counts[spot * KINDS + kind];
    }
  }
  return gatherings;
}

/** How far each mark, {x, y, radius}, steps aside so that marks and labels, {x, y}, can be read: [dx, dy] in pixels, no further than is honest. */
export function stepAside(marks, labels) {
  const at = marks.map(({ x, y }) => [x, y]);
  for (let pass = 0; pass < 12; pass += 1) {
    for (const [i, here] of at.entries()) {
      for (const label of labels) {
        const [dx, dy] = [(here[0] - label.x) * 0.75, here[1] - label.y];
        const wanted = marks[i].radius + LABEL;
        if (Math.abs(dx) >= wanted || Math.abs(dy) >= wanted) continue;
        const away = Math.hypot(dx, dy);
        if (away >= wanted) continue;
        here[0] += away < 1 ? 0 : (dx / away) * (wanted - away);
        here[1] += away < 1 ? wanted : (dy / away) * (wanted - away);
      }
      for (let j = i + 1; j < at.length; j += 1) {
        const [dx, dy] = [at[j][0] - here[0], at[j][1] - here[1]];
        const wanted = marks[i].radius + marks[j].radius;
        if (Math.abs(dx) >= wanted || Math.abs(dy) >= wanted) continue;
        const away = Math.hypot(dx, dy);
        if (away >= wanted) continue;
        const [sx, sy] = away < 1 ? [0, wanted / 2] : [((dx / away) * (wanted - away)) / 2, ((dy / away) * (wanted - away)) / 2];
        [here[0], here[1], at[j][0], at[j][1]] = [here[0] - sx, here[1] - sy, at[j][0] + sx, at[j][1] + sy];
      }
    }
  }
  return at.map(([x, y], i) => {
    const [dx, dy] = [x - marks[i].x, y - marks[i].y];
    const share = Math.min(1, FURTHEST / Math.max(Math.hypot(dx, dy), 1));
    return [Math.round(dx * share), Math.round(dy * share)];
  });
}
