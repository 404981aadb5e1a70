// Part of one script: painting, and the first paint.
const nameOfNode = (node) => node?.id || node?.dataset?.row || node?.dataset?.cluster || node?.dataset?.province;

function change(what) {
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
  if (focused) [...document.querySelectorAll("[id],[data-row],[data-cluster],[data-province]")].find((node) => nameOfNode(node) === focused)?.focus({ preventScroll: true });
  paintNotes();
}
go(facts.slide);
