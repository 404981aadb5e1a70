// The story at hand: its slides with their words, in order; the way to each, and to the presentation.
import { pageLink, repaint } from "./dom.js";
import { el } from "./elements.js";

/** @typedef {(action: import("./contract.js").Action | import("./contract.js").StoryAction) => void} StoryAct */

/**
 * @param {import("./contract.js").StorySlide} item
 * @param {number} count
 * @param {import("./contract.js").StoryWords} words
 * @param {import("./contract.js").Story["longest"]} longest
 * @param {StoryAct} act
 */
function slide(item, count, words, longest, act) {
  const say = (what) => ({ "data-key": `${what}-${item.at}`, change: (event) => act({ at: item.at, do: what, text: event.target.value }) });
  /** @param {"up" | "down" | "remove"} what @param {string} sign @param {boolean} [disabled] */
  const button = (what, sign, disabled) =>
    el("button", { class: "ka-button", "data-key": `${what}-${item.at}`, "aria-label": `${words[what]} – ${item.number}`, title: words[what], disabled, click: () => act({ at: item.at, do: what }) }, sign);
  return el(
    "li",
    { class: "ka-slide" },
    el("span", { class: "ka-slide-number", "aria-hidden": "true" }, item.number),
    el(
      "div",
      { class: "ka-slide-words" },
      el("label", {}, el("span", { class: "ka-hidden" }, `${words.slideTitle} ${item.number}`), el("input", { type: "text", value: item.title, placeholder: item.proposed, maxlength: longest[0], dir: item.title ? "auto" : null, ...say("title") })),
      el("p", { class: "ka-note", dir: "auto" }, item.sentence, item.version ? ` ${item.version}` : ""),
      item.gone ? el("p", { class: "ka-notice ka-warning" }, item.gone) : null,
      el("label", {}, el("span", { class: "ka-hidden" }, `${words.slideNote} ${item.number}`), el("textarea", { rows: 2, placeholder: words.slideNote, maxlength: longest[1], dir: item.note ? "auto" : null, ...say("note") }, item.note)),
    ),
    el("div", { class: "ka-slide-acts" }, pageLink(item.open, act, { "data-key": `open-${item.at}` }), el("span", {}, button("up", "↑", item.at === 0), button("down", "↓", item.at + 1 === count), button("remove", "×"))),
  );
}

/** @param {Shown<import("./contract.js").Story, import("./contract.js").StoryAction>} shown */
export function render({ data, parentElement, setTriggerValue }) {
  /** @type {StoryAct} */
  const act = (action) => setTriggerValue("action", { ...action, when: Date.now() });
  const { words, pin } = data;
  repaint(
    parentElement,
    el(
      "div",
      { class: "ka-story-head" },
      el("label", {}, words.titleLabel, el("input", { type: "text", class: "ka-story-title", "data-key": "story-title", value: data.title, maxlength: data.longest[0], dir: data.title ? "auto" : null, change: (event) => act({ title: event.target.value }) })),
      el("span", { class: "ka-note" }, data.count),
      data.present ? el("a", { class: "ka-primary", "data-key": "present", href: data.present, target: "_blank", rel: "noopener" }, words.present) : null,
    ),
    data.present ? el("p", { class: "ka-note" }, words.presentNote, " ", words.keys) : null,
    pin ? el("p", { class: "ka-note ka-story-pin" }, el("span", {}, pin.say), el("button", { class: "ka-button", "data-key": "pin", click: () => act({ pin: pin.to }) }, pin.label)) : null,
    data.isTooLong ? el("p", { class: "ka-notice ka-warning" }, words.tooLong) : null,
    data.slides.length ? el("ol", { class: "ka-slides" }, data.slides.map((item) => slide(item, data.slides.length, words, data.longest, act))) : el("p", { class: "ka-notice" }, words.empty),
  );
}
