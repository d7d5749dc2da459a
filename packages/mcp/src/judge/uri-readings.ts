import { dropInvisible } from '../message/fold-text.ts';

/** Several spellings of one thing, the one that was derived first in front. */
export type Spellings = readonly string[];

/** A longer URI is not judged, so it is denied. */
const longestUri = 8192;

/** So often a URI may be percent-encoded on top of itself. */
const mostDecodings = 5;

/**
 * Everything a server may understand by a URI: the text, without what is invisible, as a URL parser writes it, decoded
 * as often as that changes it, with dot segments, backslashes and repeated separators resolved (SPEC R33).
 * `undefined` when there is no end to it.
 *
 * INVARIANT: spellings stand together only when they differ by one decoding or by ways of writing the same place.
 */
export function uriReadings(uri: string): readonly Spellings[] | undefined {
  if (uri.length > longestUri) return undefined;
  const clean = dropInvisible(uri);
  const href = hrefOf(clean);
  const readings: Spellings[] = [[uri]];
  // A bare host and its root folder are one place.
  const hrefIsOther = href !== undefined && href !== `${clean}/`;
  for (const source of new Set([clean, ...(hrefIsOther ? [href] : [])])) {
    const derived = readingsOf(source);
    if (derived === undefined) return undefined;
    readings.push(...derived);
  }
  if (href !== undefined) readings.push(sameResource(href, clean));
  return readings;
}

function hrefOf(text: string): string | undefined {
  try {
    return new URL(text).href;
  } catch {
    return undefined;
  }
}

function readingsOf(source: string): readonly Spellings[] | undefined {
  const decoded = decodeOnce(source);
  const own = [source, ...fileForms(source)];
  const others: Spellings[] = [];
  let text = source;
  for (let round = 0; round <= mostDecodings; round += 1) {
    for (const resolved of new Set([resolve(text, wholePath), resolve(text, pathBeforeQuery)])) {
      if (resolved === source || resolved === decoded) own.push(resolved, ...fileForms(resolved));
      else others.push([resolved, ...fileForms(resolved)]);
    }
    const next = decodeOnce(text);
    if (next === text) return [own, ...others];
    text = next;
  }
  return undefined;
}

/** What servers ignore of a URL: who asks, a query, a fragment, the path of a bare host. */
function sameResource(href: string, clean: string): Spellings {
  const url = new URL(href);
  const spellings = [href, ...fileForms(href)];
  if (href === `${clean}/`) spellings.push(clean);
  url.search = '';
  url.hash = '';
  spellings.push(url.href, decodeOnce(url.href));
  url.username = '';
  url.password = '';
  spellings.push(url.href, decodeOnce(url.href));
  return spellings;
}

const start = '^([A-Za-z][A-Za-z0-9+.-]*:)?((?:[/\\\\]{2}[^/\\\\?#]*)?)';
// Servers that cut off the scheme take everything behind it for a path, question marks included.
const wholePath = new RegExp(`${start}(.*)()$`, 's');
const pathBeforeQuery = new RegExp(`${start}([^?#]*)(.*)$`, 's');

function resolve(text: string, pattern: RegExp): string {
  const [, scheme = '', authority = '', path = '', rest = ''] = pattern.exec(text) ?? [];
  const lowered = scheme.toLowerCase();
  const host = authority.replaceAll('\\', '/');
  const resolved = dropInvisible(resolvePath(path));
  if (lowered === 'file:' && /^(?:\/\/(?:localhost)?)?$/i.test(host)) {
    return `file://${resolved.startsWith('/') ? '' : '/'}${resolved}${rest}`;
  }
  return `${lowered}${dropInvisible(host)}${resolved}${rest}`;
}

function resolvePath(path: string): string {
  const segments = path.replaceAll('\\', '/').split(/\/+/);
  const isAbsolute = segments[0] === '' && segments.length > 1;
  const last = segments.at(-1);
  const kept: string[] = [];
  for (const segment of segments) {
    if (segment === '..') kept.pop();
    else if (segment !== '.' && segment !== '') kept.push(segment);
  }
  const isFolder = kept.length > 0 && (last === '' || last === '.' || last === '..');
  return `${isAbsolute ? '/' : ''}${kept.join('/')}${isFolder ? '/' : ''}`;
}

/** The other ways of writing a place of this machine. */
function fileForms(text: string): readonly string[] {
  if (!text.startsWith('file:///')) return [];
  const path = text.slice('file://'.length);
  return [`file:${path}`, `file://localhost${path}`];
}

const encoded = /(?:%[0-9A-Fa-f]{2})+/g;

/** One round of percent-decoding. What is no UTF-8 becomes replacement characters, never an error. */
function decodeOnce(text: string): string {
  return text.replace(encoded, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'));
}
