import { isDisguisedHost, olderSpelling } from '../address/host.ts';
import { parseWhatwgUrl, type WhatwgUrl } from '../address/whatwg-url.ts';
import { readingOf, type UrlReading } from './url-reading.ts';

// What programs read in different ways: blanks, controls and invisible characters, backslashes.
const plainAscii = /^[!-[\]-~]*$/;
const hostile = /[\s\\\p{C}\p{Default_Ignorable_Code_Point}]/u;

// A scheme and, when there is an authority, one without user info and percent signs.
const plainForm = /^[a-z][a-z\d+.-]*:(?:\/\/[^/?#@%]+(?:[/?#]|$)|\/\/\/(?!\/)|\/?(?!\/))/i;
const beginsWithScheme = /^[a-z][a-z\d+.-]*:/i;
const webForm = /^(?:https?|wss?|ftp):\/\/[^/]/i;
const webScheme = /^(?:https?|wss?|ftp):/i;

/**
 * Reads a text that every program reads as the same absolute URL, or gives nothing (SPEC R48.2).
 * User info, blanks, controls, backslashes, missing slashes and look-alike host spellings have no such reading.
 */
export function readCanonicalUrl(text: string): UrlReading | undefined {
  const isAscii = plainAscii.test(text);
  if (!isAscii && hostile.test(text)) return undefined;
  if (!plainForm.test(text) || (webScheme.test(text) && !webForm.test(text))) return undefined;
  const url = parseWhatwgUrl(text);
  if (url === undefined || url.username !== '' || url.password !== '') return undefined;
  if (!isAscii && isDisguisedHost(text.split('/', 3)[2] ?? '')) return undefined;
  return readingOf(url, text);
}

const nestingSchemes = /^[a-z][a-z\d+.-]*:(?=[a-z][a-z\d+.-]*:)/i;
const deepestNesting = 3;

/**
 * Gives every way in which a text may be read as a URL, the browser's first; none when a browser reads no URL,
 * which means that the text has no canonical form (SPEC R48.2).
 */
export function readPossibleUrls(value: string): readonly UrlReading[] {
  const text = withoutBlanks(value);
  const url = beginsWithScheme.test(text) ? parseWhatwgUrl(text) : undefined;
  if (url === undefined) return [];
  const readings = [readingOf(url, text)];
  for (const other of otherSpellings(value, url)) {
    const parsed = parseWhatwgUrl(other);
    if (parsed !== undefined) readings.push(readingOf(parsed, other));
  }
  return readings;
}

// What a browser removes before it reads: blanks and controls at the ends, tabs and line ends everywhere.
function withoutBlanks(value: string): string {
  if (plainAscii.test(value)) return value;
  let [start, end] = [0, value.length];
  while (start < end && value.charCodeAt(start) <= 0x20) start += 1;
  while (start < end && value.charCodeAt(end - 1) <= 0x20) end -= 1;
  return value.slice(start, end).replace(/[\t\n\r]/g, '');
}

function otherSpellings(text: string, url: WhatwgUrl): readonly string[] {
  const spellings: string[] = [];
  // Programs that do not know the browsers' rule read a backslash as part of the user info.
  if (text.includes('\\')) spellings.push(text.trim().replaceAll('\\', '%5C'));
  if (!plainAscii.test(text)) {
    spellings.push(olderSpelling(text));
    spellings.push(...text.split(/[\s\p{Cc}]+/u).filter((piece) => beginsWithScheme.test(piece)));
  }
  return [...spellings, ...nestedUrls(text.trim(), url)];
}

// `blob:https://…`, `view-source:https://…`: what is opened is the URL inside.
function nestedUrls(text: string, url: WhatwgUrl): readonly string[] {
  const nested: string[] = [];
  let rest = url.hostname === '' ? text : '';
  for (let depth = 0; depth < deepestNesting; depth += 1) {
    const scheme = nestingSchemes.exec(rest);
    if (scheme === null) break;
    rest = rest.slice(scheme[0].length);
    nested.push(rest);
  }
  return nested;
}
