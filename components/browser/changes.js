// What changed since a version or a date: a fold with its question, counts and clusters.
import { methodLink, pageLink, repaint, sourceLink } from "./dom.js";
import { el } from "./elements.js";

const DATE = /^\p{Nd}{4}([-/.]\p{Nd}{1,2}){0,2}$/u;
const FEW = 12; // clusters of one kind that need no fold

/** @param {Shown<import("./contract.js").Changes>} shown */
export function render({ data, parentElement, setTriggerValue }) {
  /** @type {Act} */
  const act = (action) => setTriggerValue("action", action);
  const wrong = el("p", { class: "ka-notice", role: "alert", hidden: true }, data.wrong);
  const ask = (event) => {
    const written = event.target.value.trim();
    wrong.hidden = !written || DATE.test(written);
    if (written && wrong.hidden) act({ put: { since: written } });
  };
  /** @param {import("./contract.js").ChangedCluster} item */
  const line = (item) =>
    el(
      "li",
      {},
      item.link ? pageLink(item.link, act) : el("bdi", {}, item.name),
      el("small", {}, ` ${item.where}`),
      item.say ? el("div", { class: "ka-change-say" }, item.say.split("\n").map((part) => el("div", { dir: "auto" }, part))) : null,
      item.source ? el("small", {}, sourceLink(...item.source)) : null,
    );
  /** @param {import("./contract.js").ChangedGroup} g @param {number} i */
  const group = (g, i) =>
    el(
      "details",
      { "data-key": `changes-${g.kind}`, open: g.lines.length > 0 && (i === 0 || g.lines.length <= FEW) },
      el("summary", {}, g.title),
      el("ul", { class: "ka-changes" }, g.lines.map(line)),
      g.more ? el("p", { class: "ka-note" }, g.more) : null,
    );
  /** @param {import("./contract.js").ChangeCounts} c */
  const counts = (c) =>
    el(
      "div",
      { class: "ka-change-counts" },
      el(
        "table",
        {},
        el("caption", {}, c.caption),
        el("thead", {}, el("tr", {}, el("th", { scope: "col" }, c.corner), c.kinds.map((kind) => el("th", { scope: "col", class: "ka-number" }, kind)))),
        el("tbody", {}, c.rows.map((row) => el("tr", {}, el("th", { scope: "row", dir: "auto" }, row.name), row.cells.map((n) => el("td", { class: n === null ? "ka-number ka-none" : "ka-number" }, n ?? c.unknown))))),
      ),
    );
  repaint(
    parentElement,
    el(
      "details",
      { class: "ka-since", "data-key": "changes", open: Boolean(data.found || data.trouble) },
      el("summary", {}, el("h2", {}, data.title)),
      data.trouble ? el("p", { class: "ka-notice" }, data.trouble) : null,
      el(
        "div",
        { class: "ka-pickers" },
        el(
          "label",
          {},
          data.sinceLabel,
          el(
            "select",
            { "data-key": "since", change: (event) => event.target.value && act({ put: { since: event.target.value } }) },
            el("option", { value: "" }, data.choose),
            data.offered.map((o) => el("option", { value: o.value, selected: o.on }, o.label)),
          ),
        ),
        el("label", {}, data.dateLabel, el("input", { type: "text", "data-key": "since-date", placeholder: data.dateHint, maxlength: 10, dir: "ltr", change: ask })),
        data.off ? el("button", { class: "ka-button", "data-key": "since-off", click: () => act({ put: { since: "" } }) }, data.off) : null,
      ),
      wrong,
      data.found
        ? el("div", { class: "ka-since-found", role: "status" }, data.counts ? counts(data.counts) : null, data.found.none ? el("p", {}, data.found.none) : data.found.groups.map(group), el("p", { class: "ka-note" }, data.found.how, " ", methodLink(data.info, act)))
        : null,
    ),
  );
}
