// The screen of the one-file copy: map, choices, stages, table and CSV over the rows that the file carries. Text goes in as text nodes.
(() => {
  const facts = JSON.parse(document.getElementById("facts").textContent);
  const { groups: GROUPS, shapes: SHAPES } = globalThis.atlasSymbols;
  const [WIDTH, HEIGHT] = facts.frame;
  const state = { lang: facts.lang, stop: 0, province: "", stage: "", trade: "", cluster: "", zoom: 1, middle: [WIDTH / 2, HEIGHT / 2] };
  const column = Object.fromEntries(facts.columns.map(([name], i) => [name, i]));
  const SVG = "http://www.w3.org/2000/svg";

  const number = (n) => Number(n).toLocaleString(state.lang === "fa" ? "fa-IR-u-nu-arabext" : "en-US", { maximumFractionDigits: 2 });
  const digits = (text) => (state.lang === "fa" ? String(text).replace(/\d/g, (d) => String.fromCharCode(0x6f0 + Number(d))) : String(text));
  function say(key, values = {}) {
    const texts = facts.texts[state.lang];
    const found = (values.n === 1 && texts[`${key}.one`]) || texts[`${key}.other`] || texts[key] || key;
    return found.replace(/\{(\w+)\}/g, (_, word) => (typeof values[word] === "number" ? number(values[word]) : (values[word] ?? "")));
  }
  const inLanguage = (persian, english) => (state.lang === "fa" ? persian || english : english || persian) || "";
  const cell = (row, name) => facts.rows[row][column[name]];
  const nameOf = (row) => inLanguage(cell(row, "name_fa"), cell(row, "name_en"));

  function put(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
      if (value === null || value === undefined || value === false) continue;
      if (typeof value === "function") node.addEventListener(name, value);
      else node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
    return node;
  }
  const el = (tag, attributes = {}, ...children) => put(document.createElement(tag), attributes, children);
  const svg = (tag, attributes = {}, ...children) => put(document.createElementNS(SVG, tag), attributes, children);

  // --- what is shown ---
  const keeps = {
    province: (row) => !state.province || facts.provinces[facts.provinceOf[row]][0] === state.province,
    stage: (row) => !state.stage || facts.stages[facts.stageOf[row]][0] === state.stage || `group:${GROUPS[facts.stages[facts.stageOf[row]][3]]}` === state.stage,
    trade: (row) => !state.trade || String(facts.tradeOf[row]) === state.trade,
  };
  const groupOf = (row) => facts.stages[facts.stageOf[row]][3];
  const without = (param) => facts.stops[state.stop].rows.filter((row) => Object.entries(keeps).every(([name, keep]) => name === param || keep(row)));
  const shown = () => without("");

  function value(province, counts) {
    const [all, ...byGroup] = counts;
    const metric = facts.stops[state.stop].metric;
    if (metric === "count") return all;
    if (metric === "per_million") return (all / province[3]) * 1e6;
    const known = all - byGroup[3];
    return known ? byGroup[metric === "share_completed" ? 2 : 1] / known : NaN;
  }
  function shownValue(metric, n) {
    if (facts.units[metric] === "share") return digits(`${Math.round(n * 100)}`) + (state.lang === "fa" ? "\u066a" : "%");
    return n >= 10 || Number.isInteger(n) ? number(Math.round(n)) : number(Number(n.toFixed(n >= 1 ? 1 : 2)));
  }
  function classOf(province, n) {
    if (!province[4]) return -3;
    if (Number.isNaN(n)) return -2;
    if (n === 0) return -1;
    const breaks = facts.stops[state.stop].breaks;
    const at = breaks.findIndex((high) => n <= high + 1e-12);
    return at < 0 ? breaks.length - 1 : at;
  }

  // --- the parts of the page ---
  function select(param, label, options) {
    const rows = without(param);
    const all = el("option", { value: "" }, say("one_file.all", { n: rows.length }));
    const made = options(rows).map(([key, name, n]) => el("option", { value: key, selected: state[param] === key, disabled: !n && state[param] !== key }, say("one_file.option", { name, n })));
    return el("label", {}, label, el("select", { id: param, change: (event) => change({ [param]: event.target.value }) }, all, made));
  }
  function choices() {
    const count = (rows, test) => rows.filter(test).length;
    const name = (entry) => inLanguage(entry[1], entry[2]);
    return el(
      "div",
      { class: "choices" },
      select("province", say("filters.province"), (rows) =>
        facts.provinces.map((p, i) => [p[0], name(p), count(rows, (r) => facts.provinceOf[r] === i)]).sort((a, b) => a[1].localeCompare(b[1], state.lang)),
      ),
      select("stage", say("filters.stage"), (rows) => [
        ...GROUPS.slice(0, 3).map((g, i) => [`group:${g}`, say(`group.${g}`), count(rows, (r) => groupOf(r) === i)]),
        ...facts.stages.map((s, i) => [s[0], name(s), count(rows, (r) => facts.stageOf[r] === i)]),
      ]),
      select("trade", say("filters.trade"), (rows) =>
        [...facts.trades.map((t, i) => [String(i), name(t), count(rows, (r) => facts.tradeOf[r] === i)]), [String(facts.trades.length), say("filters.not_reported"), count(rows, (r) => facts.tradeOf[r] === facts.trades.length)]].filter(([key, , n]) => n || key === state.trade),
      ),
      state.province || state.stage || state.trade ? el("button", { id: "reset", click: () => change({ province: "", stage: "", trade: "" }) }, say("one_file.reset")) : null,
    );
  }

  const tip = el("div", { id: "tip", role: "presentation", hidden: true });
  function hover(node, lines) {
    const place = (event) => {
      tip.style.left = `${Math.min(event.clientX + 14, window.innerWidth - 240)}px`;
      tip.style.top = `${event.clientY + 14}px`;
    };
    node.addEventListener("pointermove", (event) => {
      tip.replaceChildren(...lines().filter(Boolean).map((line, i) => el(i ? "div" : "strong", { dir: "auto" }, line)));
      tip.hidden = false;
      place(event);
    });
    node.addEventListener("pointerleave", () => (tip.hidden = true));
    return node;
  }
  const press = (act) => ({ tabindex: "0", role: "button", click: act, keydown: (event) => (event.key === "Enter" || event.key === " ") && (event.preventDefault(), act(event)) });

  function map(rows) {
    const { metric, chosen } = facts.stops[state.stop];
    const isOutside = (code) => chosen.length > 0 && !chosen.includes(code);
    const counts = facts.provinces.map(() => [0, 0, 0, 0, 0]);
    for (const row of without("province")) {
      counts[facts.provinceOf[row]][0] += 1;
      counts[facts.provinceOf[row]][1 + groupOf(row)] += 1;
    }
    const scale = 1 / state.zoom;
    const areas = facts.provinces.map((province, i) => {
      const n = value(province, counts[i]);
      const dim = (state.province && state.province !== province[0]) || isOutside(province[0]);
      const label = inLanguage(province[1], province[2]);
      const says = isOutside(province[0]) ? say("one_file.outside") : !province[4] ? say("map.hover_none") : say("map.hover", { n: counts[i][0], value: Number.isNaN(n) ? say("map.value_undefined") : say(`map.value_${metric}`, { value: shownValue(metric, metric === "count" ? province[4] : n) }) });
      const look = `province c${classOf(province, n)}${dim ? " dim" : ""}${state.province === province[0] ? " chosen" : ""}`;
      return hover(svg("path", { class: look, d: province[5], "data-province": province[0], "aria-label": `${label}: ${says}`, ...press(() => change({ province: state.province === province[0] ? "" : province[0] })) }), () => [label, says]);
    });
    const labels = facts.provinces.map((province, i) => svg("text", { class: "count", x: province[6], y: province[7], "font-size": 19 * scale, dy: ".35em" }, isOutside(province[0]) ? "" : province[4] ? number(counts[i][0]) : "–"));
    const points = rows.map((row) => {
      const [x, y, approximate] = facts.spots[row];
      const look = `cluster ${GROUPS[groupOf(row)]}${approximate ? " approximate" : ""}${state.cluster === cell(row, "cluster_id") ? " chosen" : ""}`;
      const lines = [nameOf(row), inLanguage(cell(row, "stage_fa"), cell(row, "stage_en")), say(`precision.${cell(row, "precision").replaceAll(" ", "_")}`)];
      return hover(svg("path", { class: look, d: SHAPES[groupOf(row)](x, y, 5.5 * scale), "stroke-width": 1.5 * scale, "data-cluster": cell(row, "cluster_id"), "aria-label": lines.join(", "), ...press(() => change({ cluster: cell(row, "cluster_id") })) }), () => lines);
    });
    const [w, h] = [WIDTH * scale, HEIGHT * scale];
    const picture = svg("svg", { id: "map", viewBox: `${state.middle[0] - w / 2} ${state.middle[1] - h / 2} ${w} ${h}`, role: "group", "aria-label": say("one_file.map") }, areas, labels, points);
    const zoom = (by) => change({ zoom: Math.min(12, Math.max(1, state.zoom * by)), middle: state.zoom * by <= 1 ? [WIDTH / 2, HEIGHT / 2] : state.middle });
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
    let from = null;
    picture.addEventListener("pointerdown", (event) => (from = [event.clientX, event.clientY, ...state.middle]));
    picture.addEventListener("pointermove", (event) => {
      if (!from || !event.buttons || state.zoom === 1) return;
      const unit = WIDTH / state.zoom / picture.clientWidth;
      state.middle = [from[2] - (event.clientX - from[0]) * unit, from[3] - (event.clientY - from[1]) * unit];
      const [, , w, h] = picture.getAttribute("viewBox").split(" ").map(Number);
      picture.setAttribute("viewBox", `${state.middle[0] - w / 2} ${state.middle[1] - h / 2} ${w} ${h}`);
    });
    return picture;
  }

  function swatch(look, path) {
    return svg("svg", { viewBox: "0 0 16 16", class: "swatch", "aria-hidden": "true" }, svg("path", { class: look, d: path }));
  }
  function legend() {
    const { metric, breaks } = facts.stops[state.stop];
    const says = breaks.map((high, i) => (i ? say("map.between", { low: shownValue(metric, breaks[i - 1]), high: shownValue(metric, high) }) : say("map.up_to", { high: shownValue(metric, high) })));
    const areas = [[-1, say("map.zero")], ...says.map((label, i) => [i, label]), [-3, say("map.no_record")]];
    return el(
      "div",
      { class: "legend" },
      el("h3", {}, say(`metric.${metric}`)),
      el("ul", {}, areas.map(([klass, label]) => el("li", {}, swatch(`province c${klass}`, "M1,2h14v12h-14z"), label))),
      el("h3", {}, say("map.points")),
      el("ul", {}, GROUPS.map((group, i) => el("li", {}, swatch(`cluster ${group}`, SHAPES[i](8, 8, 5)), say(`group.${group}`))), el("li", {}, swatch("cluster waiting approximate", SHAPES[0](8, 8, 5)), say("map.approximate"))),
    );
  }

  function stages(rows) {
    const counts = facts.stages.map((_, i) => rows.filter((row) => facts.stageOf[row] === i).length);
    const most = Math.max(1, ...counts);
    const section = (group, label) =>
      el(
        "section",
        {},
        el("h3", {}, label, el("span", {}, number(rows.filter((row) => groupOf(row) === group).length))),
        facts.stages.map((stage, i) =>
          stage[3] === group
            ? el(
                "button",
                { class: `stage${state.stage === stage[0] ? " on" : ""}`, id: `stage-${stage[0]}`, "aria-pressed": String(state.stage === stage[0]), click: () => change({ stage: state.stage === stage[0] ? "" : stage[0] }) },
                el("span", {}, inLanguage(stage[1], stage[2])),
                el("span", { class: "track" }, el("i", { style: `inline-size:${(100 * counts[i]) / most}%` })),
                el("span", { class: "n" }, number(counts[i])),
              )
            : null,
        ),
      );
    return el("div", { class: "stages" }, GROUPS.slice(0, 3).map((g, i) => section(i, say(`group.${g}`))), section(3, say("stages.apart")));
  }

  function link(title, url) {
    if (!/^https?:\/\//i.test(url || "")) return el("span", { dir: "auto" }, title || "");
    return el("a", { href: url, target: "_blank", rel: "noopener noreferrer", dir: "auto" }, title || url);
  }
  function place(row) {
    const named = inLanguage(cell(row, "city_fa"), cell(row, "city_en"));
    const precision = say(`precision.${cell(row, "precision").replaceAll(" ", "_")}`);
    return named ? `${named} (${precision})` : precision;
  }
  const range = (row, name) => {
    const [low, high] = [cell(row, name), cell(row, `${name}_high`)];
    return low === null ? null : high !== null && high !== low ? say("list.range", { low, high }) : number(low);
  };
  function card() {
    const row = facts.rows.findIndex((r) => r[column.cluster_id] === state.cluster);
    if (row < 0) return null;
    const fields = {
      product: inLanguage(cell(row, "product_fa"), cell(row, "product_en")),
      trade: inLanguage(cell(row, "trade_fa"), cell(row, "trade_en")),
      province: inLanguage(cell(row, "province_fa"), cell(row, "province_en")),
      place: place(row),
      stage: inLanguage(cell(row, "stage_fa"), cell(row, "stage_en")),
      stage_date: cell(row, "stage_year_jalali") === null ? null : digits(cell(row, "stage_year_jalali")),
      firms: range(row, "firms"),
      employment: range(row, "employment"),
      note: inLanguage(cell(row, "note_fa"), cell(row, "note_en")),
    };
    return el(
      "article",
      { class: "card", "aria-label": nameOf(row) },
      el("button", { class: "close", id: "close", "aria-label": say("card.close"), click: () => change({ cluster: "" }) }, "×"),
      el("h2", {}, el("bdi", {}, nameOf(row))),
      el("p", { class: "small" }, el("bdi", {}, state.lang === "fa" ? cell(row, "name_en") : cell(row, "name_fa"))),
      el("dl", {}, Object.entries(fields).map(([name, text]) => [el("dt", {}, say(`card.${name}`)), el("dd", { dir: "auto", class: text ? null : "none" }, text || say("card.not_reported"))])),
      el("p", {}, say("card.source"), " ", link(cell(row, "source_title"), cell(row, "source_url"))),
    );
  }

  const COLUMNS = ["name", "province", "trade", "place", "stage", "year", "firms", "employment", "source"];
  function table(rows) {
    const texts = (row) => [
      inLanguage(cell(row, "province_fa"), cell(row, "province_en")),
      inLanguage(cell(row, "trade_fa"), cell(row, "trade_en")),
      place(row),
      inLanguage(cell(row, "stage_fa"), cell(row, "stage_en")),
      cell(row, "stage_year_jalali") === null ? "" : digits(cell(row, "stage_year_jalali")),
      range(row, "firms") ?? "",
      range(row, "employment") ?? "",
    ];
    const line = (row) =>
      el(
        "tr",
        { class: cell(row, "cluster_id") === state.cluster ? "on" : null },
        el("th", { scope: "row" }, el("button", { class: "plain", dir: "auto", "data-row": cell(row, "cluster_id"), click: () => change({ cluster: cell(row, "cluster_id") }) }, nameOf(row))),
        texts(row).map((text, i) => el("td", { dir: "auto", "data-label": say(`table.${COLUMNS[i + 1]}`) }, text || "—")),
        el("td", { "data-label": say("table.source") }, link(cell(row, "source_title"), cell(row, "source_url"))),
      );
    return el(
      "section",
      { "aria-label": say("table.title", { n: rows.length }) },
      el("div", { class: "bar" }, el("h2", {}, say("table.title", { n: rows.length })), el("button", { id: "csv", class: "primary", click: () => save(rows) }, say("one_file.csv", { n: rows.length }))),
      el("div", { class: "table", tabindex: "0", role: "region", "aria-label": say("table.title", { n: rows.length }) }, el("table", {}, el("thead", {}, el("tr", {}, COLUMNS.map((c) => el("th", { scope: "col" }, say(`table.${c}`))))), el("tbody", {}, rows.map(line)))),
    );
  }

  // --- CSV: as the atlas writes it ---
  const disarm = (text) => (facts.risky.includes(text.replace(/^[ \u00a0]+/, "")[0] || "\u0000") ? `'${text}` : text);
  const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  function csv(rows) {
    const head = facts.columns.map(([, , persian, english]) => quoted(state.lang === "fa" ? persian : english));
    const body = rows.map((row) => facts.columns.map(([, kind], i) => (facts.rows[row][i] === null ? "" : kind === "number" ? String(facts.rows[row][i]) : quoted(disarm(String(facts.rows[row][i]))))));
    return `\ufeff${[head, ...body].map((cells) => `${cells.join(",")}\r\n`).join("")}`;
  }
  function save(rows) {
    const address = URL.createObjectURL(new Blob([csv(rows)], { type: "text/csv" }));
    const name = ["clusters", state.province, state.stage.replace("group:", ""), state.trade && `trade-${facts.trades[state.trade]?.[0] ?? "none"}`, facts.provenance.made].filter(Boolean).join("_");
    el("a", { href: address, download: `${name}.csv` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  function story() {
    if (facts.stops.length < 2) return null;
    const go = (to) => change({ stop: Math.min(Math.max(to, 0), facts.stops.length - 1), province: "", stage: "", trade: "", cluster: "", zoom: 1, middle: [WIDTH / 2, HEIGHT / 2] });
    return el(
      "nav",
      { class: "stops", "aria-label": say("one_file.stops") },
      el("button", { id: "previous", disabled: state.stop === 0, click: () => go(state.stop - 1) }, say("one_file.previous")),
      el("select", { id: "stop", "aria-label": say("one_file.stops"), change: (event) => go(Number(event.target.value)) }, facts.stops.map((stop, i) => el("option", { value: i, selected: i === state.stop }, say("one_file.stop", { n: i + 1, title: stop.title[state.lang] })))),
      el("button", { id: "next", disabled: state.stop + 1 === facts.stops.length, click: () => go(state.stop + 1) }, say("one_file.next")),
    );
  }
  function proof() {
    const about = facts.provenance;
    const made = state.lang === "fa" ? digits(about.madeJalali.replaceAll("-", "/")) : `${about.made} (${about.madeJalali})`;
    const lines = { rows: number(about.rows), version: `${about.number ? `${number(about.number)} · ` : ""}${about.version}`, made, digest: about.digest };
    return el(
      "footer",
      {},
      el("h2", {}, say("one_file.source")),
      el("p", {}, say("one_file.official", Object.fromEntries(Object.entries(facts.official).map(([k, v]) => [k, v])))),
      el("dl", {}, Object.entries(lines).map(([name, text]) => [el("dt", {}, say(`one_file.${name}`)), el("dd", { dir: "ltr" }, text)]), about.link ? [el("dt", {}, say("one_file.link")), el("dd", { dir: "ltr" }, link(about.link, about.link))] : null),
    );
  }

  function change(what) {
    Object.assign(state, what);
    paint();
  }
  function paint() {
    const stop = facts.stops[state.stop];
    const focused = document.activeElement?.id || document.activeElement?.dataset?.row || document.activeElement?.dataset?.cluster || document.activeElement?.dataset?.province;
    const scroll = document.querySelector(".table")?.scrollTop ?? 0;
    document.documentElement.lang = state.lang;
    document.documentElement.dir = state.lang === "fa" ? "rtl" : "ltr";
    const rows = shown();
    const about = facts.provenance;
    const made = state.lang === "fa" ? digits(about.madeJalali.replaceAll("-", "/")) : `${about.made} (${about.madeJalali})`;
    tip.hidden = true;
    document.getElementById("atlas").replaceChildren(
      el("header", {}, el("h1", {}, say("app.title")), el("p", { class: "small" }, say("one_file.stamp", { number: about.number, date: about.at[state.lang], made })), el("button", { id: "lang", lang: state.lang === "fa" ? "en" : "fa", click: () => change({ lang: state.lang === "fa" ? "en" : "fa" }) }, say("one_file.other"))),
      el(
        "main",
        {},
        facts.invented ? el("p", { class: "notice", role: "note" }, say("app.invented")) : "",
        story() ?? "",
        el("h2", { class: "finding" }, el("bdi", {}, stop.title[state.lang])),
        stop.note ? el("p", { class: "note" }, el("bdi", {}, stop.note)) : "",
        el("p", { class: "small", dir: "auto" }, stop.sentence[state.lang], " ", el("span", { role: "status" }, say("one_file.showing", { n: rows.length, total: about.onFile }))),
        choices(),
        el("div", { class: "columns" }, el("div", {}, map(rows), legend()), el("div", {}, card() ?? "", stages(rows))),
        table(rows),
        proof(),
      ),
      tip,
    );
    document.querySelector(".table").scrollTop = scroll;
    if (focused) [...document.querySelectorAll("[id],[data-row],[data-cluster],[data-province]")].find((n) => [n.id, n.dataset.row, n.dataset.cluster, n.dataset.province].includes(focused))?.focus({ preventScroll: true });
  }
  state.cluster = facts.stops[0].cluster;
  paint();
})();
