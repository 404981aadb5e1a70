// What pages are built of: links, notices, and the repainting of a panel.
import { el } from "./elements.js";

/** A link to a source, or its plain text where the address is not one of the web. */
export function sourceLink(title, url) {
  if (!/^https?:\/\//i.test(url || "")) return el("span", { dir: "auto" }, title);
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer", dir: "auto" }, title);
}

/** Where the place on a page that a link leads to is kept on the way. */
export const ANCHOR = "ka-anchor";

/**
 * A link to another page of the atlas: followed at once, or in a new tab where the reader asks for one. link.anchor: a place on that page;
 * without link.action the address is simply opened.
 * @param {import("./contract.js").PageLink} link
 * @param {Act} act
 */
export function pageLink(link, act, attributes = {}) {
  const follow = (event) => {
    if (!link.action || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    if (link.anchor) sessionStorage.setItem(ANCHOR, link.anchor);
    act(link.action);
  };
  return el("a", { href: link.href, dir: "auto", ...attributes, click: follow }, link.label);
}

/**
 * A link to the method behind a figure, on the About page.
 * @param {import("./contract.js").PageLink | null | undefined} info
 * @param {Act} act
 */
export const methodLink = (info, act) => (info ? pageLink({ ...info, label: "" }, act, { class: "ka-info", "aria-label": info.label, title: info.label }) : null);

/**
 * The line that says which date a page shows, with the way back to the present; nothing at present.
 * @param {import("./contract.js").DateNotice | null | undefined} dated
 * @param {Act} act
 */
export const dateNotice = (dated, act) => (dated ? el("p", { class: "ka-notice", dir: "auto" }, dated.say, " ", pageLink(dated.link, act)) : null);

/** Replace what `parent` shows; focus, typed text, open folds and scroll positions stay (by data-key). */
export function repaint(parent, ...nodes) {
  let root = parent.querySelector(":scope > .ka");
  if (!root) {
    root = el("div", { class: "ka" });
    parent.append(root);
  }
  /** @type {any} */
  const focused = root.contains(document.activeElement) ? document.activeElement : null;
  const key = focused?.dataset.key;
  const typed = focused?.matches("input[type=search], input[type=text]:not([role=spinbutton]), input[role=combobox], textarea") ? [focused.value, focused.selectionStart] : null;
  const folds = new Map();
  for (const fold of root.querySelectorAll("details[data-key]")) folds.set(fold.dataset.key, fold.open);
  const scrolls = new Map();
  for (const box of root.querySelectorAll("[data-scroll]")) if (box.scrollTop) scrolls.set(box.dataset.scroll, box.scrollTop);
  root.replaceChildren(...nodes.flat(Infinity).filter(Boolean));
  for (const fold of root.querySelectorAll("details[data-key]")) {
    if (folds.has(fold.dataset.key)) fold.open = folds.get(fold.dataset.key);
  }
  // a new box begins at its top: to set that would lay the page out once more
  for (const box of scrolls.size ? root.querySelectorAll("[data-scroll]") : []) box.scrollTop = scrolls.get(box.dataset.scroll) ?? 0;
  const again = key && [...root.querySelectorAll("[data-key]")].find((n) => n.dataset.key === key);
  if (again) {
    again.focus({ preventScroll: true });
    if (typed) {
      again.value = typed[0];
      again.setSelectionRange(typed[1], typed[1]);
    }
  }
}
