// Indicators as geo/indicators.py declares them: their value and how many digits of it are written.

const sum = (counts, columns) => columns.reduce((all, column) => all + counts[column], 0);

/** The value of an indicator by what is counted of a thing, column by column; NaN where it is not defined. */
export function value({ numerator, denominator, scale }, counts) {
  if (!denominator.length) return sum(counts, numerator) * scale;
  const below = sum(counts, denominator);
  return below > 0 ? (sum(counts, numerator) / below) * scale : NaN;
}

/** `n` to so many decimals, of two that are equally near the even one, as the atlas rounds: toFixed takes the greater. */
export function fixed(n, decimals) {
  const isTie = Number.isInteger(n * 2 ** (decimals + 1)) && Math.abs(n * 10 ** decimals) % 1 === 0.5;
  return isTie ? (2 * Math.round((n * 10 ** decimals) / 2)) / 10 ** decimals : Number(n.toFixed(decimals));
}

/** A value as its indicator's format has it: the number, its decimals, and what stands behind it. */
export function formatted({ format }, n) {
  if (format === "percent") return { n: fixed(n * 100, 0), decimals: 0, mark: "%" };
  const decimals = n >= 10 || Number.isInteger(n) ? 0 : n >= 1 ? 1 : 2;
  return { n: fixed(n, decimals), decimals, mark: "" };
}
