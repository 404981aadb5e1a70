// The facts, the choices, words and elements. Text goes in as text nodes.
import { formatted, value } from "../indicators.js";
import { GROUPS } from "../symbols.js";
import { change } from "./paint.js";

/** @import { FileFacts } from "../contract.js" */
/** @type {FileFacts} */
export const facts = JSON.parse(document.getElementById("facts")?.textContent ?? "");
export const [WIDTH, HEIGHT] = facts.frame;
export const state = { lang: facts.lang, stop: 0, province: "", stage: "", trade: "", cluster: "", listed: [], zoom: 1, middle: [WIDTH / 2, HEIGHT / 2], presenting: facts.presents };
export const MOST_ZOOM = 12;
export const column = Object.fromEntries(facts.columns.map(([name], i) => [name, i]));

export const number = (n, decimals = 0) => Number(n).toLocaleString(state.lang === "fa" ? "fa-IR-u-nu-arabext" : "en-US", { minimumFractionDigits: decimals, maximumFractionDigits: 2 });
export const digits = (text) => (state.lang === "fa" ? String(text).replace(/\d/g, (d) => String.fromCharCode(0x6f0 + Number(d))) : String(text));
export function say(key, values = {}) {
  const texts = facts.texts[state.lang];
  const found = (values.n === 1 && texts[`${key}.one`]) || texts[`${key}.other`] || texts[key] || key;
  return found.replace(/\{(\w+)\}/g, (_, word) => (typeof values[word] === "number" ? number(values[word]) : (values[word] ?? "")));
}
export const inLanguage = (persian, english) => (state.lang === "fa" ? persian || english : english || persian) || "";
export const cell = (row, name) => facts.rows[row][column[name]];
export const nameOf = (row) => inLanguage(cell(row, "name_fa"), cell(row, "name_en"));


const keeps = {
  province: (row) => !state.province || facts.provinces[facts.provinceOf[row]][0] === state.province,
  stage: (row) => !state.stage || facts.stages[facts.stageOf[row]][0] === state.stage || `group:${GROUPS[facts.stages[facts.stageOf[row]][3]]}` === state.stage,
  trade: (row) => !state.trade || String(facts.tradeOf[row]) === state.trade,
};
export const groupOf = (row) => facts.stages[facts.stageOf[row]][3];
export const without = (param) => facts.stops[state.stop].rows.filter((row) => Object.entries(keeps).every(([name, keep]) => name === param || keep(row)));
export const shown = () => without("");

/** Clusters on file in a province, at the version that this stop looks at. */
export const onFile = (province) => facts.stops[state.stop].onFile[facts.provinces.indexOf(province)];

/** The provinces looked at: the one tried, else those that the stop chose. */
const lookedAt = () => facts.provinces.filter(([code]) => (state.province ? code === state.province : facts.stops[state.stop].chosen.includes(code)));
/** Whether nothing is on file of any of them: counts are unknown then, and none of them is zero. */
export const isUnknown = () => lookedAt().length > 0 && !lookedAt().some(onFile);
export const counted = (n) => (isUnknown() ? "–" : number(n));
/** Why there is no row: the choices left none, or nothing is on file. */
export function whyEmpty() {
  const names = lookedAt().map((province) => inLanguage(province[1], province[2]));
  return isUnknown() ? say("table.empty_unknown", { names: names.join(say("list.comma")) }) : say("table.empty");
}

/** By province: its people, and what is counted of its clusters under every choice but that of a province. */
export function countsByProvince() {
  /** @type {Record<string, number>} */
  const none = Object.fromEntries(["clusters", ...GROUPS, ...facts.measured, ...Object.keys(facts.reporting)].map((name) => [name, 0]));
  /** @type {Record<string, number>[]} */
  const counts = facts.provinces.map(([, , , population]) => ({ ...none, population }));
  for (const row of without("province")) {
    const here = counts[facts.provinceOf[row]];
    here.clusters += 1;
    here[GROUPS[groupOf(row)]] += 1;
    for (const figure of facts.measured) here[figure] += Number(cell(row, figure) ?? 0);
    for (const [name, figure] of Object.entries(facts.reporting)) here[name] += Number(cell(row, figure) !== null);
  }
  return counts;
}
/** The indicator of the stop: how it is declared, and its value for each province by what is counted of it. */
export const indicator = () => facts.indicators[facts.stops[state.stop].metric];
export const metricValue = (counts) => value(indicator(), counts);
export function shownValue(n) {
  const { n: rounded, decimals, mark } = formatted(indicator(), n);
  return number(rounded, decimals) + (mark && state.lang === "fa" ? "\u066a" : mark);
}
export function classOf(province, n) {
  if (!onFile(province)) return -3;
  if (Number.isNaN(n)) return -2;
  if (n === 0) return -1;
  const breaks = facts.stops[state.stop].breaks;
  const at = breaks.findIndex((high) => n <= high + 1e-12);
  return at < 0 ? breaks.length - 1 : at;
}

/** A stop as it stands in the story, without what was tried on it: its provinces, where it has some, fill the map. */
export function told(at) {
  const { focus, cluster } = facts.stops[at];
  const [west, north, east, south] = focus ?? [0, 0, WIDTH, HEIGHT];
  const zoom = focus ? Math.max(1, Math.min(6, 0.8 * Math.min(WIDTH / (east - west), HEIGHT / (south - north)))) : 1;
  return { stop: at, province: "", stage: "", trade: "", cluster, listed: [], zoom, middle: [(west + east) / 2, (north + south) / 2] };
}
export const wanders = () => Object.entries(told(state.stop)).some(([name, value]) => String(state[name]) !== String(value));
export const go = (to) => change(told(Math.min(Math.max(to, 0), facts.stops.length - 1)));
export function madeOn() {
  const about = facts.provenance;
  return state.lang === "fa" ? digits(about.madeJalali.replaceAll("-", "/")) : `${about.made} (${about.madeJalali})`;
}
