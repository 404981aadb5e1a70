// The date after which something is news: typed, or so many months ago.
import { el } from "./elements.js";
import { written } from "./jalali_date.js";

/** @param {import("./contract.js").SinceForm} data @param {Act} act */
export function sinceForm(data, act) {
  const since = el("input", { type: "text", id: "ka-since", "data-key": "since", inputmode: "numeric", maxlength: 10, size: 11, dir: "ltr", placeholder: data.hint, value: data.shown });
  const wrong = el("span", { class: "ka-as-of-wrong", role: "alert" });
  return el(
    "form",
    {
      class: "ka-news-since",
      submit: (event) => {
        event.preventDefault();
        const value = written(since.value);
        wrong.textContent = value === null && since.value.trim() ? data.wrong : "";
        if (value !== null || !since.value.trim()) act({ put: { since: value ?? "" } });
      },
    },
    el("label", { for: "ka-since" }, data.label),
    since,
    el("button", { class: "ka-button", type: "submit", "data-key": "since-go" }, data.go),
    data.periods.map((period) => el("button", { class: "ka-button", type: "button", "data-key": `since-${period.value}`, "aria-pressed": period.value === data.since ? "true" : "false", click: () => act({ put: { since: period.value } }) }, period.label)),
    wrong,
  );
}
