// A page about one province, trade or cluster: its head, and its blocks in order.
import { ANCHOR, dateNotice, methodLink, pageLink, repaint } from "./dom.js";
import { el } from "./elements.js";
import { draw } from "./place_blocks.js";

/** Go to a place on this page, and put the focus there. */
function jump(event, anchor) {
  event.preventDefault();
  arrive(anchor);
}

function arrive(anchor) {
  const target = document.getElementById(anchor);
  if (!target) return;
  target.scrollIntoView({ block: "start" });
  target.focus({ preventScroll: true });
}

/** @param {import("./contract.js").PlaceFact} f @param {Act} act */
function fact(f, act) {
  return el(
    "div",
    {},
    el("dt", {}, f.label, methodLink(f.info, act)),
    el("dd", { class: f.value === null ? "ka-none" : null, dir: "auto" }, f.value ?? f.why, f.note ? el("small", {}, f.note) : null),
  );
}

/** @param {import("./contract.js").PlaceHead} data @param {Act} act */
function head(data, act) {
  /** @param {import("./contract.js").PageLink[] | undefined} list @param {string | undefined} label */
  const links = (list, label) => (list?.length ? el("nav", { class: "ka-place-nav", "aria-label": label }, list.map((link) => pageLink(link, act))) : null);
  return el(
    "header",
    { class: "ka-place-head" },
    el("p", { class: "ka-kicker" }, data.kicker),
    el("h2", { id: "ka-place-title", dir: "auto", tabindex: "-1" }, data.title),
    data.other ? el("p", { class: "ka-other-name", lang: data.otherLang }, el("bdi", {}, data.other)) : null,
    data.lead ? el("p", { class: "ka-prose", dir: "auto" }, data.lead) : null,
    data.contents ? el("nav", { class: "ka-contents", "aria-label": data.contentsLabel }, el("ul", {}, data.contents.map((c) => el("li", {}, el("a", { href: `#${c.anchor}`, click: (event) => jump(event, c.anchor) }, c.label))))) : null,
    links(data.nav, data.navLabel),
    dateNotice(data.dated, act),
    (data.notices || []).map((say) => el("p", { class: "ka-notice" }, say)),
    data.facts?.length ? el("dl", { class: "ka-counts ka-place-facts" }, data.facts.map((f) => fact(f, act))) : null,
  );
}

/** @param {import("./contract.js").Place["blocks"][number]} data @param {Act} act @param {number} place */
function block(data, act, place) {
  const id = `ka-block-${place}`;
  const foot = [
    data.source ? el("span", { dir: "auto" }, data.source) : null,
    data.csv ? el("a", { class: "ka-csv", href: data.csv.href, download: true }, data.csv.label) : null,
  ].filter(Boolean);
  return el(
    "section",
    { class: `ka-block ka-block-${data.kind}${data.wide ? " ka-wide" : ""}`, "aria-labelledby": id, id: data.anchor || null, tabindex: data.anchor ? "-1" : null },
    el("h3", { id }, el("span", { dir: "auto" }, data.title), methodLink(data.info, act)),
    data.note ? el("p", { class: "ka-note", dir: "auto" }, data.note) : null,
    draw(data, act, id),
    foot.length ? el("p", { class: "ka-foot" }, foot) : null,
  );
}

let shown = ""; // what the page was about when last painted

/** Another place is read from its top, and a screen reader goes there. */
function toTop(title) {
  if (shown && shown !== title) {
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
    document.getElementById("ka-place-title")?.focus({ preventScroll: true });
  }
  shown = title;
}

/** @param {Shown<import("./contract.js").Place>} shown */
export function render({ data, parentElement, setTriggerValue }) {
  /** @type {Act} */
  const act = (action) => setTriggerValue("action", action);
  repaint(
    parentElement,
    el("article", { class: "ka-place", "aria-labelledby": data.head ? "ka-place-title" : null }, data.head ? head(data.head, act) : null, el("div", { class: "ka-blocks" }, data.blocks.map((b, i) => block(b, act, i)))),
  );
  if (data.head) toTop(data.head.title);
  const wanted = sessionStorage.getItem(ANCHOR) || decodeURIComponent(location.hash.slice(1));
  if (wanted && document.getElementById(wanted) && parentElement.dataset.arrived !== wanted) {
    parentElement.dataset.arrived = wanted;
    sessionStorage.removeItem(ANCHOR);
    setTimeout(() => arrive(wanted), 50); // once the page has its height
  }
}
