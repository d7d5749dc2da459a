import type { JsonScan } from './json-scan.ts';

const loneSurrogate = /[\ud800-\udfff]/u;

/** Finds what ends a run of ordinary characters in a string. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: controls end a run
const special = /["\\\u0000-\u001f\ud800-\udfff]/g;

/** Up to this many characters a loop is quicker than the expression. */
const shortRun = 32;

/** V8 copies slices shorter than this. Longer ones keep the whole text they were cut from alive. */
const slicedFrom = 13;

/** Reads the string whose opening quote is at the present place. */
export function readJsonString(scan: JsonScan): string | undefined {
  const { text } = scan;
  const start = scan.at;
  let at = start + 1;
  let escaped = false;
  let surrogates = false;
  for (;;) {
    at = skipOrdinary(text, at);
    const code = text.charCodeAt(at);
    if (code === 0x22) break;
    if (code === 0x5c) {
      escaped = true;
      at = skipEscape(scan, at);
      if (at === -1) return undefined;
    } else if (code >= 0xd800) {
      surrogates = true;
      at++;
    } else if (at < text.length) {
      return scan.fail('syntax', 'a control character in a string is written as an escape', at);
    } else {
      return scan.fail('syntax', 'this string is never closed', start);
    }
  }
  scan.at = at + 1;
  // INVARIANT: no value is a slice of the text: a name that is kept must not keep a message of megabytes.
  const copied = escaped || at - start > slicedFrom;
  const value = copied ? (JSON.parse(text.slice(start, at + 1)) as string) : text.slice(start + 1, at);
  if ((escaped || surrogates) && loneSurrogate.test(value)) {
    scan.note('lone_surrogate', 'this string holds half of a surrogate pair', start);
  }
  return value;
}

/** Gives the offset of the next character that is no ordinary one; the end of the text when there is none. */
function skipOrdinary(text: string, from: number): number {
  const end = Math.min(from + shortRun, text.length);
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22 || code === 0x5c || code < 0x20 || (code >= 0xd800 && code <= 0xdfff)) return at;
  }
  if (end === text.length) return end;
  special.lastIndex = end;
  return special.test(text) ? special.lastIndex - 1 : text.length;
}

/** Gives the offset behind the escape at `at`, or -1 after recording a fault. */
function skipEscape(scan: JsonScan, at: number): number {
  const { text } = scan;
  switch (text.charCodeAt(at + 1)) {
    case 0x22: // "
    case 0x5c: // \
    case 0x2f: // /
    case 0x62: // b
    case 0x66: // f
    case 0x6e: // n
    case 0x72: // r
    case 0x74: // t
      return at + 2;
    case 0x75: // u
      if (isHex(text, at + 2)) return at + 6;
      break;
  }
  scan.fail('syntax', 'this escape is none of JSON’s', at);
  return -1;
}

function isHex(text: string, from: number): boolean {
  for (let at = from; at < from + 4; at++) {
    const code = text.charCodeAt(at) | 0x20;
    if (!((code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x66))) return false;
  }
  return true;
}
