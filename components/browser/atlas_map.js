// The map inside its frame: outlines fetched once, then repainted in place with each Selection.
/* global L, Streamlit */
(() => {
  const NARROW = 500; // pixels: a map no wider draws smaller points
  const SPACING = 2; // between clusters that share a spot, in radii
  const RING = 2.9; // kept free around a province's count, in radii
  const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
  const { groups: GROUPS, shapes: SHAPES } = globalThis.atlasSymbols;

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
  let config = null;
  let outlines = null; // the folder that holds them
  let payload = null;
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
    const [one, other, none, undefined_] = config.hover;
    if (n === null) return none;
    return fill(n === 1 ? one : other, { n: n.toLocaleString(config.lang), value: value === null ? undefined_ : fill(config.values[payload.metric], { value }) });
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

  function drawPoints(map) {
    const radius = map.getSize().x > NARROW ? 4.5 : 3.25;
    const [spacing, ring] = [SPACING * radius, RING * radius];
    const seen = new Set();
    const spots = new Map();
    for (const row of payload.points) {
      const [id, lon, lat, present, precision, name] = config.points[row];
      const [stageName, group] = config.stages[payload.stages ? Number.parseInt(payload.stages[row], 36) : present];
      seen.add(id);
      const spot = `${lon},${lat}`;
      const before = spots.get(spot) ?? 0;
      spots.set(spot, before + 1);
      const inProvince = precision === 2;
      const distance = inProvince ? Math.sqrt(ring * ring + before * spacing * spacing) : Math.sqrt(before) * spacing;
      const [dx, dy] = [Math.cos(before * GOLDEN_ANGLE) * distance, Math.sin(before * GOLDEN_ANGLE) * distance];
      let layer = points.get(id);
      if (!layer) {
        layer = new Symbol_([lat, lon], { radius, shape: group, stageName, dx, dy, pane: "clusters", bubblingMouseEvents: false });
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
    for (const [id, layer] of points) if (layer._map && !seen.has(id)) layer.remove();
    const chosen = seen.has(payload.cluster) && points.get(payload.cluster);
    if (chosen) {
      chosen.bringToFront();
      if (!map.getBounds().contains(chosen.getLatLng())) map.panTo(chosen.getLatLng(), { animate: false });
    }
  }

  function draw(map) {
    if (!payload || !provinces.size) return;
    drawProvinces();
    drawPoints(map);
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

  async function start(map, facts, folder) {
    outlines = folder;
    const [found, overview] = await Promise.all([file(facts), file(`${outlines}overview.geojson`)]);
    config = found;
    document.documentElement.lang = config.lang;
    document.body.setAttribute("aria-label", config.label);
    map.attributionControl.setPrefix(false).addAttribution(text("span", "", config.attribution).innerHTML);
    ["neighbours", "provinces", "clusters", "counts"].forEach((name, i) => {
      map.createPane(name).style.zIndex = 400 + 10 * i;
    });
    map.getPane("counts").style.pointerEvents = "none";
    // Leaflet focuses its container at each press, and the page would scroll under the pointer
    map.getContainer().focus = (options) => HTMLElement.prototype.focus.call(map.getContainer(), { ...options, preventScroll: true });
    map.invalidateSize({ animate: false });
    goHome(map);
    for (const kind of ["pointerdown", "wheel", "keydown"]) map.getContainer().addEventListener(kind, () => (atHome = false), { passive: true });
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
    addProvinces(map, overview.features);
    draw(map);
    map.refineOutlines = () => refine(map);
    map.on("zoomend", map.refineOutlines);
    const countries = await file(`${outlines}neighbours.geojson`);
    for (const country of countries.features) L.polygon(rings(country.geometry), { pane: "neighbours", interactive: false, className: "neighbour", weight: 1 }).addTo(map);
  }

  function paint(map, given) {
    payload = given;
    draw(map);
    return L.layerGroup();
  }

  const dress = (theme) => document.documentElement.setAttribute("data-theme", theme?.base === "dark" ? "dark" : "light");
  Streamlit.events.addEventListener(Streamlit.RENDER_EVENT, (event) => dress(event.detail.theme));
  new ResizeObserver(() => {
    if (!config) return;
    window.map.invalidateSize({ animate: false });
    if (atHome) goHome(window.map);
  }).observe(document.documentElement);
  window.atlasMap = { start, paint };
})();
