import type { JsonScan } from './json-scan.ts';

const digit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** A double keeps every decimal of this many digits. */
const safeDigits = 15;

/**
 * Reads a number at the present place. A number that JSON text could not give back (it would be written as
 * another decimal) is a fault. `-0` is read as `0`, which is what it is written as.
 */
export function readJsonNumber(scan: JsonScan): number | undefined {
  const { text } = scan;
  const start = scan.at;
  if (text.charCodeAt(start) === 0x2d) scan.at++;
  const whole = scan.at;
  let plain = true;
  if (!skipDigits(scan)) return scan.unexpected('a digit');
  if (text.charCodeAt(whole) === 0x30 && scan.at > whole + 1) {
    return scan.fail('syntax', 'a number begins with a superfluous `0`', whole);
  }
  if (text.charCodeAt(scan.at) === 0x2e) {
    scan.at++;
    if (!skipDigits(scan)) return scan.unexpected('a digit');
  }
  if ((text.charCodeAt(scan.at) | 0x20) === 0x65) {
    plain = false;
    scan.at++;
    const sign = text.charCodeAt(scan.at);
    if (sign === 0x2b || sign === 0x2d) scan.at++;
    if (!skipDigits(scan)) return scan.unexpected('a digit');
  }
  const literal = text.slice(start, scan.at);
  const value = Number(literal);
  if (!(plain && scan.at - whole <= safeDigits) && !keepsValue(literal, value)) {
    scan.note('number_changes', 'this number changes its value when it is read and written again', start);
  }
  return value === 0 ? 0 : value;
}

function skipDigits(scan: JsonScan): boolean {
  const { text } = scan;
  const start = scan.at;
  let at = start;
  while (digit(text.charCodeAt(at))) at++;
  scan.at = at;
  return at > start;
}

/** True when the text JavaScript writes for `value` is the same decimal as `literal`. */
export function keepsValue(literal: string, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  const written = String(value);
  if (written === literal) return true;
  const before = toDecimal(literal);
  const after = toDecimal(written);
  return before.digits === after.digits && before.exponent === after.exponent;
}

/** A decimal without its sign: `digits × 10^exponent`, no zero at either end. */
function toDecimal(literal: string): { readonly digits: string; readonly exponent: number } {
  const unsigned = literal.startsWith('-') ? literal.slice(1) : literal;
  const [mantissa = '', exponent = '0'] = unsigned.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const all = whole + fraction;
  let first = 0;
  while (first < all.length && all.charCodeAt(first) === 0x30) first++;
  let end = all.length;
  while (end > first && all.charCodeAt(end - 1) === 0x30) end--;
  if (first === end) return { digits: '', exponent: 0 };
  return { digits: all.slice(first, end), exponent: Number(exponent) - fraction.length + (all.length - end) };
}
