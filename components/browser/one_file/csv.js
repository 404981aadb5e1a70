// The rows shown as CSV, byte for byte as the atlas writes the same View.
import { general } from "./digest.js";
import { el } from "../elements.js";
import { facts, say, state } from "./facts.js";
import { fileName, provenance } from "./proof.js";

const disarm = (text) => (facts.risky.includes(text.replace(/^[ \u00a0]+/, "")[0] || "\u0000") ? `'${text}` : text);
const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const text = (value) => quoted(disarm(value));

function csv(rows) {
  const isInvented = facts.stops[state.stop].isInvented;
  const marked = (cells, mark, last) => [...(isInvented ? [mark] : []), ...cells, last];
  const head = facts.columns.map(([, , persian, english]) => quoted(state.lang === "fa" ? persian : english));
  const cells = (row) => facts.columns.map(([, kind], i) => (facts.rows[row][i] === null ? "" : kind === "number" ? general(facts.rows[row][i], 15) : text(facts.rows[row][i])));
  const said = text(provenance(rows));
  const body = rows.length
    ? rows.map((row, at) => marked(cells(row), text(say("invented.mark")), at ? "" : said))
    : [marked(facts.columns.map(() => ""), text(say("invented.mark")), said)];
  const lines = [marked(head, quoted(say("invented.mark_heading")), quoted(facts.provenance.heading[state.lang])), ...body];
  return `\ufeff${lines.map((line) => `${line.join(",")}\r\n`).join("")}`;
}
export function save(rows) {
  const address = URL.createObjectURL(new Blob([csv(rows)], { type: "text/csv" }));
  el("a", { href: address, download: `${fileName()}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
