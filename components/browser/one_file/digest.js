// The digest of rows as geo/provenance.py makes it. SHA-256 by FIPS 180-4: the browser's own is not there for a page that came over plain HTTP.

const primes = [];
for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime)) primes.push(n);
const fraction = (n) => ((n - Math.floor(n)) * 2 ** 32) | 0;
const ROUNDS = primes.map((prime) => fraction(Math.cbrt(prime)));
const START = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const turned = (word, by) => (word >>> by) | (word << (32 - by));

/** SHA-256 of a text in UTF-8, hex. */
export function sha256(text) {
  const bytes = new TextEncoder().encode(text);
  const blocks = Math.ceil((bytes.length + 9) / 64);
  const padded = new Uint8Array(blocks * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(padded.length - 4, bytes.length << 3);
  const sum = [...START];
  const words = new Int32Array(64);
  for (let at = 0; at < padded.length; at += 64) {
    for (let i = 0; i < 16; i++) words[i] = view.getInt32(at + 4 * i);
    for (let i = 16; i < 64; i++) {
      const [near, far] = [words[i - 2], words[i - 15]];
      words[i] = words[i - 16] + words[i - 7] + (turned(far, 7) ^ turned(far, 18) ^ (far >>> 3)) + (turned(near, 17) ^ turned(near, 19) ^ (near >>> 10));
    }
    let [a, b, c, d, e, f, g, h] = sum;
    for (let i = 0; i < 64; i++) {
      const first = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[i] + words[i]) | 0;
      const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [a, b, c, d, e, f, g, h] = [(first + second) | 0, a, b, c, (d + first) | 0, e, f, g];
    }
    for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) sum[i] = (sum[i] + word) | 0;
  }
  return sum.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

/** A number with so many significant digits, as Python's format "g" writes it. */
export function general(value, digits) {
  const bare = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
  if (!value) return "0";
  const [mantissa, power] = value.toExponential(digits - 1).split("e");
  if (power >= -4 && power < digits) return bare(value.toPrecision(digits));
  return `${bare(mantissa)}e${power[0]}${power.slice(1).padStart(2, "0")}`;
}

/** As Python sorts texts: by code points, not by the halves of those that have two. */
function inOrder(one, other) {
  const [left, right] = [[...one], [...other]];
  const at = left.findIndex((letter, i) => letter !== right[i]);
  if (at < 0) return left.length - right.length;
  return at >= right.length ? 1 : left[at].codePointAt(0) - right[at].codePointAt(0);
}

/** The digest of rows whose cells are texts, numbers and nulls, under the names of their columns. */
export function rowsDigest(names, rows) {
  const columns = names.map((name, i) => [name, i]).sort(([one], [other]) => inOrder(one, other));
  const cell = (value) => (value === null ? "" : typeof value === "number" ? general(value, 12) : value);
  const lines = rows.map((row) => JSON.stringify(columns.map(([, i]) => cell(row[i])))).sort(inOrder);
  return sha256([JSON.stringify(columns.map(([name]) => name)), ...lines].map((line) => `${line}\n`).join(""));
}
