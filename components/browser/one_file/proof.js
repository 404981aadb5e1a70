// What rows saved from here say of themselves, as the atlas says it of the same View: filter, licences, day, stamp; and what names their file.
import { rowsDigest } from "./digest.js";
import { facts, inLanguage, isUnknown, onFile, say, state } from "./facts.js";
import { GROUPS } from "../symbols.js";

const FILTERS = ["province", "trade", "stage", "firms", "employment"];
const LONGEST_NAME = 120;
const stopNow = () => facts.stops[state.stop];

/** What the reader chose, within what the stop shows: values by filter. */
function picked() {
  const found = {};
  if (state.province) found.province = [state.province];
  if (state.trade) found.trade = [facts.trades[state.trade]?.[0] ?? "not_reported"];
  if (state.stage) {
    const within = stopNow().choices.stage;
    const stages = facts.stages.filter(([code, , , group]) => state.stage === code || state.stage === `group:${GROUPS[group]}`).map(([code]) => code);
    found.stage = within ? stages.filter((code) => within.includes(code)) : stages;
  }
  return found;
}

function nameOfValue(param, value) {
  if (value === "not_reported") return say("filters.not_reported");
  const [, persian, english] = facts[`${param}s`].find(([code]) => code === value);
  return inLanguage(persian, english);
}
/** Names of what is chosen; a whole group of stages stands as the group. */
function namesOf(param, values) {
  const names = [];
  let rest = values;
  if (param === "stage") {
    for (const [at, group] of GROUPS.slice(0, 3).entries()) {
      const stages = facts.stages.filter((stage) => stage[3] === at).map(([code]) => code);
      if (!stages.every((code) => rest.includes(code))) continue;
      names.push(say(`group.${group}`));
      rest = rest.filter((code) => !stages.includes(code));
    }
  }
  return [...names, ...rest.map((value) => nameOfValue(param, value))];
}
function joined(items) {
  if (items.length < 2) return items.join("");
  return say("list.and", { first: items.slice(0, -1).join(say("list.comma")), last: items.at(-1) });
}

function sentence(rows) {
  const stop = stopNow();
  const choices = picked();
  if (!Object.keys(choices).length) return stop.sentence[state.lang];
  const clauses = { ...stop.clauses[state.lang] };
  for (const [param, values] of Object.entries(choices)) clauses[param] = say(`sentence.${param}`, { values: joined(namesOf(param, values)) });
  const said = [...FILTERS, "q", "as_of"].filter((param) => param in clauses).map((param) => clauses[param]);
  const tried = facts.provinces.find(([code]) => code === state.province);
  const names = tried ? (onFile(tried) ? "" : nameOfValue("province", tried[0])) : stop.unrecorded[state.lang];
  const found = say("sentence.some", { n: rows.length, total: stop.total, clauses: said.join(say("list.comma")) });
  const whole = isUnknown() ? say("sentence.unknown", { names, total: stop.total }) : names ? say("sentence.without_record", { said: found, names }) : found;
  return [whole, stop.remark].filter(Boolean).join(" ");
}

/** As Python's urlencode leaves commas and colons. */
const encoded = (text) =>
  encodeURIComponent(text)
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+")
    .replaceAll("%2C", ",")
    .replaceAll("%3A", ":");
function query() {
  const stop = stopNow();
  const choices = { ...stop.choices, ...picked() };
  const filters = FILTERS.filter((param) => param in choices).map((param) => [param, choices[param].join(",")]);
  const asked = [...(state.lang === "fa" ? [] : [["lang", state.lang]]), ...filters, ...Object.entries(stop.asked)];
  return asked.map(([param, value]) => `${param}=${encoded(value)}`).join("&");
}

function stamp(rows) {
  const stop = stopNow();
  const about = facts.provenance;
  const asked = query();
  const link = about.address ? `${about.address}/${asked ? "?" : ""}${asked}` : "";
  const digest = rowsDigest(facts.columns.map(([name]) => name), rows.map((row) => facts.rows[row]));
  const what = `khoosheh-atlas version:${stop.number} data:${stop.data} rows:${rows.length} sha256:${digest}`;
  return `${what} view:${asked} link:${link} made:${about.made} lang:${state.lang} release:${about.release}`;
}

/** The one cell that says where rows come from. */
export const provenance = (rows) =>
  [sentence(rows), stopNow().isInvented ? say("app.invented") : "", facts.provenance.says[state.lang], stamp(rows)].filter(Boolean).join(" ");

/** The name of their file, without its ending. */
export function fileName() {
  const stop = stopNow();
  const names = { ...stop.names };
  for (const [param, values] of Object.entries(picked())) names[param] = `${param}-${values.join("-")}`;
  const named = [...FILTERS, "q", "as_of"].filter((param) => param in names).map((param) => names[param]);
  const what = `clusters_${named.join("_").slice(0, LONGEST_NAME) || "all"}`;
  return [stop.isInvented ? "INVENTED" : "", what, stop.number ? `v${stop.number}` : "", facts.provenance.made].filter(Boolean).join("_");
}
