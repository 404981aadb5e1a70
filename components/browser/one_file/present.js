// The presentation: one View a slide, large, without controls; the presenter's notes in a window of their own.
import { GROUPS, SHAPES } from "../symbols.js";
import { el, swatch } from "../elements.js";
import { counted, digits, facts, go, groupOf, inLanguage, isUnknown, number, say, state, told, wanders, whyEmpty } from "./facts.js";
import { listed, names } from "./gathered.js";
import { legend, map } from "./map.js";
import { change } from "./paint.js";
import { card } from "./screen.js";

/** @type {Window | null} */
let notes = null;
let began = 0;
let ticking = 0;
let isBlank = false;
const ROOM = 9; // lines of stages that fill a slide; fewer leave room for the names of a few clusters, two a line at half the height

export function slide(rows) {
  const stop = facts.stops[state.stop];
  const figures = [rows.length, ...[0, 1, 2].map((group) => rows.filter((row) => groupOf(row) === group).length)];
  const labels = [say("one_file.clusters"), ...GROUPS.slice(0, 3).map((group) => say(`group.${group}`))];
  const counts = facts.stages.map((stage, i) => [stage, rows.filter((row) => facts.stageOf[row] === i).length]).filter(([, n]) => n);
  const most = Math.max(1, ...counts.map(([, n]) => n));
  const bars = counts.map(([stage, n]) =>
    el("li", {}, swatch(`cluster ${GROUPS[stage[3]]}`, SHAPES[stage[3]](8, 8, 5.5)), el("span", {}, inLanguage(stage[1], stage[2])), el("span", { class: "track" }, el("i", { style: `inline-size:${(100 * n) / most}%` })), el("b", {}, number(n))),
  );
  return el(
    "main",
    { class: "slide", "aria-roledescription": say("one_file.slide"), "aria-label": say("one_file.stop", { n: state.stop + 1, title: stop.title[state.lang] }) },
    el("h1", {}, el("bdi", {}, stop.title[state.lang])),
    el("div", { class: "picture" }, map(rows), legend()),
    el(
      "div",
      { class: "beside" },
      el("dl", { class: "figures" }, figures.map((n, i) => el("div", { class: i ? null : "all" }, el("dt", {}, labels[i]), el("dd", {}, counted(n))))),
      stop.official[state.lang].map((line) => el("p", { class: "small", dir: "auto" }, line)),
      isUnknown() ? el("p", { dir: "auto" }, whyEmpty()) : null,
      card() ?? listed() ?? [el("ul", { class: "bars", style: `--lines:${counts.length}`, "aria-label": say("filters.stage") }, bars), counts.length + rows.length / 4 < ROOM ? names(rows) : null],
    ),
    el(
      "footer",
      {},
      el("span", {}, facts.invented ? say("app.invented") : stop.sentence[state.lang]),
      el("span", {}, say("one_file.slide_source", { number: stop.number, date: stop.at[state.lang] })),
      el("span", { class: "where" }, say("one_file.slide_of", { n: state.stop + 1, total: facts.stops.length })),
    ),
  );
}

export function present() {
  change({ ...told(state.stop), presenting: true });
  document.documentElement.requestFullscreen?.().catch(() => {});
}
function leave() {
  if (document.fullscreenElement) document.exitFullscreen();
  change({ presenting: false });
}

/** The presenter's window: this slide's notes, the next slide's title, the time since it was opened. */
function openNotes() {
  notes = window.open("", "atlas-notes", "width=900,height=640");
  if (!notes) return;
  began ||= Date.now();
  notes.document.title = say("one_file.notes");
  notes.document.documentElement.lang = state.lang;
  notes.document.documentElement.dir = state.lang === "fa" ? "rtl" : "ltr";
  notes.document.head.replaceChildren(...[...document.querySelectorAll("style")].map((style) => style.cloneNode(true)));
  notes.document.body.className = "notes";
  notes.addEventListener("keydown", keys);
  clearInterval(ticking);
  ticking = setInterval(paintNotes, 1000);
  paintNotes();
}
export function paintNotes() {
  if (!notes || notes.closed) return;
  const stop = facts.stops[state.stop];
  const next = facts.stops[state.stop + 1];
  const seconds = Math.floor((Date.now() - began) / 1000);
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  notes.document.body.replaceChildren(
    el("p", { class: "small" }, say("one_file.slide_of", { n: state.stop + 1, total: facts.stops.length }), " · ", digits(time)),
    el("h1", {}, el("bdi", {}, stop.title[state.lang])),
    el("p", { class: "said", dir: "auto" }, stop.note || say("one_file.no_note")),
    el("p", { class: "small" }, next ? say("one_file.then", { title: next.title[state.lang] }) : say("one_file.last")),
  );
}

function blank() {
  isBlank = !isBlank;
  document.body.classList.toggle("blank", isBlank);
}
function toggleDark() {
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  const isDark = scheme === "dark" || (scheme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.style.colorScheme = isDark ? "light" : "dark";
}

function keys(event) {
  if (!state.presenting || event.ctrlKey || event.metaKey || event.altKey) return;
  const onward = state.lang === "fa" ? "ArrowLeft" : "ArrowRight";
  const pressing = event.target.matches?.("[role=button], button, a") && (event.key === " " || event.key === "Enter");
  if (pressing) return;
  const acts = {
    " ": () => go(state.stop + 1),
    Enter: () => go(state.stop + 1),
    PageDown: () => go(state.stop + 1),
    ArrowDown: () => go(state.stop + 1),
    PageUp: () => go(state.stop - 1),
    ArrowUp: () => go(state.stop - 1),
    Backspace: () => go(state.stop - 1),
    [onward]: () => go(state.stop + 1),
    [onward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft"]: () => go(state.stop - 1),
    Home: () => go(0),
    End: () => go(facts.stops.length - 1),
    Escape: () => (wanders() ? go(state.stop) : leave()),
    n: openNotes,
    f: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.().catch(() => {})),
    b: blank,
    ".": blank,
    d: toggleDark,
  };
  const act = acts[event.key] ?? acts[event.code === "KeyN" ? "n" : event.code === "KeyF" ? "f" : event.code === "KeyB" ? "b" : event.code === "KeyD" ? "d" : ""];
  if (!act) return;
  event.preventDefault();
  act();
}
document.addEventListener("keydown", keys);
