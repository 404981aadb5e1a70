// Painting, and the first paint.
import { put } from "../elements.js";
import { facts, go, shown, state } from "./facts.js";
import { tip } from "./map.js";
import { paintNotes, slide } from "./present.js";
import { page } from "./screen.js";

const nameOfNode = (node) => node?.id || node?.dataset?.row || node?.dataset?.cluster || node?.dataset?.province;

export function change(what) {
  Object.assign(state, what);
  paint();
}
function paint() {
  const focused = nameOfNode(document.activeElement);
  const scroll = document.querySelector(".table")?.scrollTop ?? 0;
  document.documentElement.lang = state.lang;
  document.documentElement.dir = state.lang === "fa" ? "rtl" : "ltr";
  document.body.classList.toggle("presenting", state.presenting);
  tip.hidden = true;
  const atlas = document.getElementById("atlas");
  put(atlas, {}, []).replaceChildren();
  put(atlas, {}, [state.presenting ? slide(shown()) : page(shown()), tip]);
  const table = document.querySelector(".table");
  if (table) table.scrollTop = scroll;
  /** @type {NodeListOf<HTMLElement>} */
  const named = document.querySelectorAll("[id],[data-row],[data-cluster],[data-province]");
  if (focused) [...named].find((node) => nameOfNode(node) === focused)?.focus({ preventScroll: true });
  paintNotes();
}
go(facts.slide);
