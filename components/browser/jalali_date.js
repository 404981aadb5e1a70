// What a reader types as a Jalali date.

/** Text with its Persian and Arabic digits as Latin ones. */
export const latinDigits = (text) => text.replace(/[\u06f0-\u06f9\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) & 15)).trim();

/** A Jalali year, month or day as the address writes it, or null. */
export function written(text) {
  const found = /^(1[345]\d\d)(?:[-/.](\d{1,2}))?(?:[-/.](\d{1,2}))?$/.exec(latinDigits(text));
  if (!found) return null;
  const parts = found.slice(1).filter((part) => part !== undefined);
  const [, month, day] = parts.map(Number);
  if (month !== undefined && (month < 1 || month > 12)) return null;
  if (day !== undefined && (day < 1 || day > (month <= 6 ? 31 : 30))) return null;
  return parts.map((part) => part.padStart(2, "0")).join("-");
}
