// The page around the map: choices, stages, card, table, proof.
import { GROUPS } from "../symbols.js";
import { save } from "./csv.js";
import { el } from "../elements.js";
import { cell, counted, digits, facts, go, groupOf, inLanguage, isUnknown, madeOn, nameOf, number, onFile, say, state, whyEmpty, without } from "./facts.js";
import { listed } from "./gathered.js";
import { legend, map } from "./map.js";
import { change } from "./paint.js";
import { present } from "./present.js";

function select(param, label, options) {
  const rows = without(param);
  const counts = param === "province" || !isUnknown(); // of what has no record no choice is known to leave none
  const all = el("option", { value: "" }, say("one_file.all", { n: counts ? rows.length : "–" }));
  const made = options(rows).map(([key, name, n]) => el("option", { value: key, selected: state[param] === key, disabled: counts && n === 0 && state[param] !== key }, n === null ? say("one_file.option_unknown", { name, none: say("map.no_record") }) : say("one_file.option", { name, n: counts ? n : "–" })));
  return el("label", {}, label, el("select", { id: param, change: (event) => change({ [param]: event.target.value }) }, all, made));
}
function choices() {
  const count = (rows, test) => rows.filter(test).length;
  const name = (entry) => inLanguage(entry[1], entry[2]);
  return el(
    "div",
    { class: "choices" },
    select("province", say("filters.province"), (rows) =>
      facts.provinces.map((p, i) => [p[0], name(p), onFile(p) ? count(rows, (r) => facts.provinceOf[r] === i) : null]).sort((a, b) => a[1].localeCompare(b[1], state.lang)),
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

function stages(rows) {
  const counts = facts.stages.map((_, i) => rows.filter((row) => facts.stageOf[row] === i).length);
  const most = Math.max(1, ...counts);
  const section = (group, label) =>
    el(
      "section",
      {},
      el("h3", {}, label, el("span", {}, counted(rows.filter((row) => groupOf(row) === group).length))),
      facts.stages.map((stage, i) =>
        stage[3] === group
          ? el(
              "button",
              { class: `stage${state.stage === stage[0] ? " on" : ""}`, id: `stage-${stage[0]}`, "aria-pressed": String(state.stage === stage[0]), click: () => change({ stage: state.stage === stage[0] ? "" : stage[0] }) },
              el("span", {}, inLanguage(stage[1], stage[2])),
              el("span", { class: "track" }, el("i", { style: `inline-size:${(100 * counts[i]) / most}%` })),
              el("span", { class: "n" }, counted(counts[i])),
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
export function place(row) {
  const named = inLanguage(cell(row, "city_fa"), cell(row, "city_en"));
  const precision = say(`precision.${String(cell(row, "precision")).replaceAll(" ", "_")}`);
  return named ? `${named} (${precision})` : precision;
}
const range = (row, name) => {
  const [low, high] = [cell(row, name), cell(row, `${name}_high`)];
  return low === null ? null : high !== null && high !== low ? say("list.range", { low, high }) : number(low);
};
export function card() {
  const row = facts.stops[state.stop].rows.find((r) => cell(r, "cluster_id") === state.cluster); // another stop may hold it at another date
  if (row === undefined) return null;
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
  const title = isUnknown() ? say("table.title_unknown") : say("table.title", { n: rows.length });
  return el(
    "section",
    { "aria-label": title },
    el("div", { class: "bar" }, el("h2", {}, title), el("button", { id: "csv", class: "primary", click: () => save(rows) }, say("one_file.csv", { n: rows.length }))),
    rows.length ? null : el("p", { dir: "auto" }, whyEmpty()),
    el("div", { class: "table", tabindex: "0", role: "region", "aria-label": title }, el("table", {}, el("thead", {}, el("tr", {}, COLUMNS.map((c) => el("th", { scope: "col" }, say(`table.${c}`))))), el("tbody", {}, rows.map(line)))),
  );
}

function story() {
  if (facts.stops.length < 2) return null;
  return el(
    "nav",
    { class: "stops", "aria-label": say("one_file.stops") },
    el("button", { id: "previous", disabled: state.stop === 0, click: () => go(state.stop - 1) }, say("one_file.previous")),
    el("select", { id: "stop", "aria-label": say("one_file.stops"), change: (event) => go(Number(event.target.value)) }, facts.stops.map((stop, i) => el("option", { value: i, selected: i === state.stop }, say("one_file.stop", { n: i + 1, title: stop.title[state.lang] })))),
    el("button", { id: "next", disabled: state.stop + 1 === facts.stops.length, click: () => go(state.stop + 1) }, say("one_file.next")),
  );
}
function proof() {
  const [about, stop] = [facts.provenance, facts.stops[state.stop]];
  const lines = { rows: number(about.rows), version: `${stop.number ? `${number(stop.number)} · ` : ""}${stop.data}`, made: madeOn(), digest: about.digest };
  return el(
    "footer",
    {},
    el("h2", {}, say("one_file.source")),
    el("p", {}, say("one_file.official", { ...facts.official, in_progress: facts.official.inProgress })),
    el("dl", {}, Object.entries(lines).map(([name, text]) => [el("dt", {}, say(`one_file.${name}`)), el("dd", { dir: "ltr" }, text)]), about.link ? [el("dt", {}, say("one_file.link")), el("dd", { dir: "ltr" }, link(about.link, about.link))] : null),
  );
}

export function page(rows) {
  const stop = facts.stops[state.stop];
  const other = state.lang === "fa" ? "en" : "fa";
  const isTried = Boolean(state.province || state.stage || state.trade); // the finding is that of the View as told, not of what is tried on it
  return [
    el(
      "header",
      {},
      el("h1", {}, say("app.title")),
      el("p", { class: "small" }, say("one_file.stamp", { number: stop.number, date: stop.at[state.lang], made: madeOn() })),
      el("button", { id: "present", class: "primary", click: present }, say("one_file.present")),
      el("button", { id: "lang", lang: other, click: () => change({ lang: other }) }, say("one_file.other")),
    ),
    el(
      "main",
      {},
      facts.invented ? el("p", { class: "notice", role: "note" }, say("app.invented")) : null,
      story(),
      isTried ? null : el("h2", { class: "finding" }, el("bdi", {}, stop.title[state.lang])),
      el("p", { class: "small", dir: "auto" }, stop.sentence[state.lang], " ", el("span", { role: "status" }, isUnknown() ? whyEmpty() : say("one_file.showing", { n: rows.length, total: stop.total }))),
      stop.official[state.lang].map((line) => el("p", { class: "small", dir: "auto" }, line)),
      choices(),
      el("div", { class: "columns" }, el("div", {}, map(rows), legend()), el("div", {}, card() ?? listed(), stages(rows))),
      table(rows),
      proof(),
    ),
  ];
}
