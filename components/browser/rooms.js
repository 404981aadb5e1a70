// The rooms of a page, one shown at a time.
import { repaint } from "./dom.js";
import { el } from "./elements.js";

/** @param {Shown<import("./contract.js").Rooms>} shown */
export function render({ data, parentElement, setTriggerValue }) {
  /** @param {import("./contract.js").Choice} r */
  const room = (r) =>
    el(
      "button",
      { class: `ka-room${r.on ? " ka-on" : ""}`, "data-key": `room-${r.value}`, "aria-current": r.on ? "true" : null, click: () => setTriggerValue("action", { put: { room: r.value } }) },
      r.label,
    );
  repaint(parentElement, el("nav", { class: "ka-rooms", "aria-label": data.label }, data.rooms.map(room)));
}
