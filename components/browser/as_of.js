// The date control. Playing sends one year, waits until the page shows it, rests, and sends the next: the reader starts, pauses and stops it.
import { methodLink, repaint } from "./dom.js";
import { el } from "./elements.js";
import { written } from "./jalali_date.js";

const REST = 1400; // milliseconds that each year stays
const still = window.matchMedia("(prefers-reduced-motion: reduce)");
const play = { on: false, timer: 0 };

function halt() {
  play.on = false;
  clearTimeout(play.timer);
}

/** @param {Shown<import("./contract.js").AsOf>} shown */
export function render({ data, parentElement, setTriggerValue }) {
  const { steps, at, words } = data;
  const last = steps.length - 1;
  const go = (place) => setTriggerValue("action", { put: { as_of: steps[place].value } });
  const paint = () => render({ data, parentElement, setTriggerValue });
  const byHand = (place) => {
    halt();
    go(place);
  };

  clearTimeout(play.timer);
  if (play.on && at < last) {
    play.timer = setTimeout(() => {
      if (!parentElement.isConnected || document.hidden) return halt();
      go(at + 1);
    }, REST);
  } else play.on = false;

  const start = () => {
    if (play.on) {
      halt();
      paint();
      return;
    }
    play.on = true;
    go(at === last ? 0 : at + 1);
  };

  const slider = el("input", {
    type: "range",
    "data-key": "as-of-year",
    min: 0,
    max: last,
    value: at,
    step: 1,
    "aria-label": words.slider,
    "aria-valuetext": steps[at].label,
    input: (event) => {
      event.target.setAttribute("aria-valuetext", steps[event.target.value].label);
      shown.textContent = steps[event.target.value].label;
    },
    change: (event) => byHand(Number(event.target.value)),
  });
  const shown = el("output", { class: "ka-as-of-date", dir: "auto", "aria-live": play.on ? "off" : "polite" }, steps[at].label);
  const wrong = el("span", { class: "ka-as-of-wrong", role: "alert" });
  const exact = el("input", { type: "text", id: "ka-as-of-exact", "data-key": "as-of-exact", inputmode: "numeric", maxlength: 10, size: 11, dir: "ltr", placeholder: words.exactHint, value: data.shown });
  const form = el(
    "form",
    {
      class: "ka-as-of-exact",
      submit: (event) => {
        event.preventDefault();
        const value = written(exact.value);
        wrong.textContent = value === null && exact.value.trim() ? words.exactWrong : "";
        if (value === null && exact.value.trim()) return;
        halt();
        setTriggerValue("action", { put: { as_of: value ?? "" } });
      },
    },
    el("label", { for: "ka-as-of-exact" }, words.exact),
    exact,
    el("button", { class: "ka-button", "data-key": "as-of-go", type: "submit" }, words.go),
    wrong,
  );
  const button = (key, label, sign, attributes) => el("button", { class: "ka-button ka-date-step", "data-key": key, "aria-label": label, title: label, ...attributes }, el("span", { "aria-hidden": "true" }, sign));
  repaint(
    parentElement,
    el(
      "section",
      { class: "ka-as-of", "aria-label": words.title, "data-playing": play.on ? "yes" : "no", "data-as-of": data.asOf },
      el("strong", {}, words.title),
      shown,
      el(
        "div",
        { class: "ka-as-of-steps", role: "group", "aria-label": words.slider },
        button("as-of-previous", words.previous, "‹", { disabled: at === 0, click: () => byHand(at - 1) }),
        slider,
        button("as-of-next", words.next, "›", { disabled: at === last, click: () => byHand(at + 1) }),
        still.matches || last === 0
          ? null
          : el("button", { class: "ka-button", "data-key": "as-of-play", click: start }, el("span", { class: "ka-sign", "aria-hidden": "true" }, play.on ? "❚❚" : "▶"), play.on ? words.pause : words.play),
        data.asOf ? el("button", { class: "ka-button", "data-key": "as-of-stop", click: () => byHand(last) }, words.stop) : null,
      ),
      el("p", { class: "ka-note", dir: "auto" }, data.say, still.matches ? ` ${words.reduced}` : null),
      el("details", { class: "ka-as-of-more", "data-key": "as-of-more" }, el("summary", {}, words.conventionTitle), el("p", { class: "ka-prose" }, data.convention, " ", methodLink(data.info, (action) => setTriggerValue("action", action))), form),
    ),
  );
}
