// Above the map: its finding as a title, the choice of metric, and a message should the map not be drawn.
import { methodLink, pageLink, repaint } from "./dom.js";
import { el } from "./elements.js";

const PATIENCE = 15000; // milliseconds until a map that has not been drawn is said to have failed
const watch = { drawn: false, since: 0 };

window.addEventListener("message", (event) => {
  if (event.origin === window.location.origin && event.data?.type === "khoosheh-map-drawn") {
    watch.drawn = true;
      told(true);
  }
});

/** Say that the map could not be drawn, unless it is. */
function told(isDrawn) {
  /** @type {NodeListOf<HTMLElement>} */
  const notes = document.querySelectorAll(".ka-map-failed");
  for (const note of notes) note.hidden = isDrawn;
}

/** @param {Shown<import("./contract.js").MapHead>} shown */
export function render({ data, parentElement, setTriggerValue }) {
  /** @type {Act} */
  const act = (action) => setTriggerValue("action", action);
  const picker = el(
    "select",
    { "data-key": "metric", id: "ka-metric", change: (event) => act({ put: { metric: event.target.value } }) },
    data.metrics.map((m) => el("option", { value: m.value, selected: m.on }, m.label)),
  );
  const failed = el("p", { class: "ka-notice ka-map-failed", role: "alert", hidden: true }, data.failed);
  repaint(
    parentElement,
    el("div", { class: "ka-map-head" }, el("h2", {}, data.title), el("div", { class: "ka-map-tools" }, el("label", { for: "ka-metric" }, data.metricLabel, picker), methodLink(data.info, act))),
    data.pages.length ? el("p", { class: "ka-place-nav" }, data.pages.map((link) => pageLink(link, act, { "data-key": link.action?.go }))) : null,
    failed,
    el("p", { class: "ka-hidden" }, data.description),
  );
  for (const frame of document.querySelectorAll('iframe[title="streamlit_folium.st_folium"]')) frame.setAttribute("aria-label", data.description);
  watch.since ||= performance.now();
  setTimeout(() => {
    /** @type {HTMLIFrameElement | null} */
    const frame = document.querySelector('iframe[title="streamlit_folium.st_folium"]');
    const drawn = watch.drawn || frame?.contentDocument?.body?.dataset.painted;
    told(Boolean(drawn));
  }, Math.max(0, PATIENCE - (performance.now() - watch.since)));
}
