// Search as a combobox (ARIA 1.2): answers while typing, arrow keys walk through the finds, Enter follows one.
import { el } from "./elements.js";

const PAUSE = 10; // milliseconds of no typing before asking

/**
 * A box that searches.
 * @typedef {import("./contract.js").Find} Find
 * @param {import("./contract.js").SearchBox & {id: string, visibleLabel?: string, choose: (find: Find) => void}} given
 */
export function combobox(given) {
  const listId = `${given.id}-finds`;
  /** @type {{find: Find, node: HTMLElement}[]} */
  let options = [];
  let active = -1;
  /** @type {AbortController | null} */
  let asking = null;
  let typing = 0;

  const list = el("div", { id: listId, class: "ka-finds", role: "listbox", "aria-label": given.label, hidden: true });
  const say = el("p", { class: "ka-hidden", role: "status" });
  const none = el("p", { class: "ka-finds ka-no-finds", hidden: true });
  const input = el("input", {
    id: given.id,
    type: "text",
    role: "combobox",
    "data-key": given.id,
    "aria-label": given.label,
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": listId,
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    maxlength: 200,
    placeholder: given.hint,
  });

  function show(open) {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) mark(-1);
  }

  function mark(position) {
    options[active]?.node.setAttribute("aria-selected", "false");
    active = position;
    const chosen = options[active]?.node;
    if (!chosen) return input.removeAttribute("aria-activedescendant");
    chosen.setAttribute("aria-selected", "true");
    chosen.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", chosen.id);
  }

  function close() {
    asking?.abort();
    clearTimeout(typing);
    none.hidden = true;
    show(false);
  }

  /** @param {Find} find */
  function follow(find, event) {
    if (event.ctrlKey || event.metaKey) return window.open(find.href, "_blank", "noopener");
    close();
    input.value = "";
    given.choose(find);
  }

  /** @param {Find} find */
  function option(find) {
    const node = el(
      "div",
      {
        id: `${listId}-${options.length}`,
        class: "ka-find",
        role: "option",
        "aria-selected": "false",
        // not click: the box would lose the focus first, and the list close under the pointer
        mousedown: (event) => {
          event.preventDefault();
          if (!event.button) follow(find, event);
        },
      },
      el("span", { dir: "auto" }, find.label),
      find.note ? el("small", { dir: "auto" }, find.note) : null,
    );
    options.push({ find, node });
    return node;
  }

  /** @param {import("./contract.js").SearchAnswer} answer */
  function paint(answer) {
    options = [];
    active = -1;
    list.replaceChildren(
      ...answer.groups.map((group) => el("div", { role: "group", "aria-label": group.label }, el("div", { class: "ka-find-kind", role: "presentation" }, group.label), group.finds.map(option))),
    );
    say.textContent = answer.say;
    none.textContent = options.length ? "" : answer.say;
    none.hidden = options.length > 0 || !answer.say;
    show(options.length > 0);
    list.dataset.answers = input.value;
  }

  async function ask() {
    asking?.abort();
    const stop = new AbortController();
    asking = stop;
    const query = new URLSearchParams({ q: input.value, lang: given.lang, kind: given.kind || "", version: given.version || "", as_of: given.asOf || "" });
    try {
      const answer = await fetch(`${given.address}?${query}`, { signal: stop.signal });
      if (answer.ok) paint(await answer.json());
    } catch {
      if (!stop.signal.aborted) close(); // the server is away: Streamlit's own sign says so
    }
  }

  input.addEventListener("focus", ask, { once: true }); // the first search of a version makes its index
  input.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(ask, PAUSE);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return ask();
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark(active < 0 ? (step > 0 ? 0 : options.length - 1) : (active + step + options.length) % options.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const chosen = options[Math.max(active, 0)];
      if (chosen && !list.hidden) follow(chosen.find, event);
    } else if (event.key === "Escape") {
      if (list.hidden) input.value = "";
      close();
    }
  });
  return el("div", { class: "ka-search" }, given.visibleLabel ? el("label", { class: "ka-search-label", for: given.id }, given.visibleLabel) : null, input, list, none, say);
}

/** One key leads to the box with this id, from anywhere on the page: `/`, or Ctrl (or Cmd) with K. */
export function shortcut(id) {
  if (document.documentElement.dataset.searchKey) return;
  document.documentElement.dataset.searchKey = id;
  document.addEventListener("keydown", (event) => {
    const target = /** @type {Element | null} */ (event.target);
    const typing = target?.closest?.("input, textarea, select, [contenteditable]");
    const wanted = (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) || ((event.ctrlKey || event.metaKey) && event.code === "KeyK");
    const box = wanted && /** @type {HTMLInputElement | null} */ (document.getElementById(id));
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
}
