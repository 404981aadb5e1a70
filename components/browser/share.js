// Handing this screen on: its link copied, or in a letter that the reader's own mail program opens.
import { el } from "./elements.js";

const SAID = 2500; // milliseconds for which a button says that it was done

/**
 * The address of what is shown, at the version looked at: it shows the same to whoever opens it later.
 * @param {number | null} version
 */
function address(version) {
  const url = new URL(location.href);
  if (version && !url.searchParams.has("version")) url.searchParams.set("version", String(version));
  return url.href.replaceAll("%3A", ":").replaceAll("%2C", ",");
}

/** What the page says first, else the title of the document. */
const subject = () => `${document.querySelector(".ka-place-head h2, [data-testid=stMain] h2")?.textContent?.trim() || document.title} · ${document.querySelector(".ka-head h1")?.textContent}`;

/** Puts text on the clipboard; pages that came without encryption have only the old way. */
async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const box = el("textarea", { class: "ka-hidden", readonly: true }, text);
  document.body.append(box);
  box.select();
  document.execCommand("copy");
  box.remove();
}

/**
 * The two controls.
 * @param {import("./contract.js").ShareWords} data
 */
export function share(data) {
  const say = el("span", { class: "ka-hidden", role: "status" });
  const copied = async (event) => {
    const button = event.currentTarget;
    await copy(address(data.version));
    button.textContent = data.copied;
    say.textContent = data.copied;
    setTimeout(() => {
      button.textContent = data.copy;
      say.textContent = "";
    }, SAID);
  };
  const letter = (event) => {
    const body = `${subject()}\n\n${data.body}\n${address(data.version)}\n`;
    event.currentTarget.href = `mailto:?subject=${encodeURIComponent(subject())}&body=${encodeURIComponent(body)}`;
  };
  return el("div", { class: "ka-share" }, el("button", { class: "ka-button", "data-key": "share-copy", click: copied }, data.copy), el("a", { class: "ka-button", "data-key": "share-mail", href: "mailto:", click: letter }, data.mail), say);
}
