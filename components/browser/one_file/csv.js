// The rows shown as CSV, as the atlas writes it.
import { el, facts, state } from "./facts.js";

const disarm = (text) => (facts.risky.includes(text.replace(/^[ \u00a0]+/, "")[0] || "\u0000") ? `'${text}` : text);
const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
function csv(rows) {
  const head = facts.columns.map(([, , persian, english]) => quoted(state.lang === "fa" ? persian : english));
  const body = rows.map((row) => facts.columns.map(([, kind], i) => (facts.rows[row][i] === null ? "" : kind === "number" ? String(facts.rows[row][i]) : quoted(disarm(String(facts.rows[row][i]))))));
  return `\ufeff${[head, ...body].map((cells) => `${cells.join(",")}\r\n`).join("")}`;
}
export function save(rows) {
  const address = URL.createObjectURL(new Blob([csv(rows)], { type: "text/csv" }));
  const name = ["clusters", state.province, state.stage.replace("group:", ""), state.trade && `trade-${facts.trades[state.trade]?.[0] ?? "none"}`, facts.provenance.made].filter(Boolean).join("_");
  el("a", { href: address, download: `${name}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
