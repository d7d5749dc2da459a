import { parseWhatwgUrl } from '../address/whatwg-url.ts';

const encodedStructure = /%(?:2f|5c|25(?=[\da-f]{2}))/i;
const control = /\p{Cc}/u;
const parameterAfterDots = /(?:^|\/)\.{1,2};/;
const repeatedSlashes = /\/{2,}/g;

/**
 * Decodes a path that every server reads in the same way, or gives nothing (SPEC R48.2). Encoded separators, encoding
 * in two layers, control characters, broken UTF-8 and `..;` have no such reading.
 */
function decodePath(path: string): string | undefined {
  if (parameterAfterDots.test(path)) return undefined;
  if (!path.includes('%')) return path;
  if (encodedStructure.test(path)) return undefined;
  const decoded = decode(path);
  return decoded === undefined || control.test(decoded) || parameterAfterDots.test(decoded)
    ? undefined
    : decoded;
}

/** Gives the canonical path and, where slashes are repeated, what a server that merges them makes of it. */
export function canonicalPaths(path: string, writtenPath: string): readonly string[] | undefined {
  const decoded = decodePath(path);
  if (decoded === undefined) return undefined;
  if (!writtenPath.includes('//')) return [decoded];
  // `/a//../b` is `/a/b` to one server and `/b` to another.
  const merged = resolveDots(writtenPath.replace(repeatedSlashes, '/'));
  if (merged !== path.replace(repeatedSlashes, '/')) return undefined;
  const decodedMerged = decodePath(merged);
  return decodedMerged === undefined ? undefined : [decoded, decodedMerged];
}

const deepestEncoding = 4;
const ambiguous = /[%;\\]|\/[./]/;

/**
 * Gives every path that some server may make of this one: decoded several times, with backslashes as separators,
 * without parameters, with slashes merged. Nothing when it cannot be decoded to an end.
 */
export function possiblePaths(path: string): readonly string[] | undefined {
  if (!ambiguous.test(path))
    return path.length > 1 && path.endsWith('/') ? [path, path.slice(0, -1)] : [path];
  const paths = new Set<string>();
  let current = path;
  for (let depth = 0; depth < deepestEncoding; depth += 1) {
    addReadings(paths, current);
    const decoded = decode(current);
    if (decoded === undefined || control.test(decoded)) return undefined;
    if (decoded === current) return [...paths];
    current = decoded;
  }
  return undefined;
}

function addReadings(paths: Set<string>, path: string): void {
  const plain = path
    .replaceAll('\\', '/')
    .replace(/;[^/]*/g, '')
    .replace(repeatedSlashes, '/');
  for (const reading of [path, resolveDots(plain)]) {
    paths.add(reading);
    if (reading.length > 1 && reading.endsWith('/')) paths.add(withoutFinalSlashes(reading));
  }
}

function withoutFinalSlashes(path: string): string {
  let end = path.length;
  while (end > 1 && path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}

/** Resolves `.` and `..` as a URL parser does; percent signs stay. */
function resolveDots(path: string): string {
  const segments: string[] = [];
  const parts = path.split('/');
  for (const [index, part] of parts.entries()) {
    const plain = part.replace(/%2e/gi, '.');
    const isDots = plain === '.' || plain === '..';
    if (plain === '..' && segments.length > 1) segments.pop();
    if (!isDots) segments.push(part);
    else if (index === parts.length - 1) segments.push('');
  }
  return segments.join('/');
}

/** Brings the text of a pattern to the form of a decoded path; nothing when it is none. */
export function parsePathText(text: string): string | undefined {
  if (/[?#\\\p{Cc}]/u.test(text) || resolveDots(text) !== text) return undefined;
  const url = parseWhatwgUrl(`http://host${text}`);
  return url === undefined || url.hostname !== 'host' || url.port !== ''
    ? undefined
    : decodePath(url.pathname);
}

function decode(path: string): string | undefined {
  if (!path.includes('%')) return path;
  try {
    // A percent sign that encodes nothing stands for itself.
    return decodeURIComponent(path.replace(/%(?![\da-f]{2})/gi, '%25'));
  } catch {
    return undefined;
  }
}
