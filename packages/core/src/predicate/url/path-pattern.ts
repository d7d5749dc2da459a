import { matchesPattern } from '../../document/name-pattern.ts';
import type { OperandFault } from '../address/templated-operand.ts';
import { canonicalPaths, parsePathText, possiblePaths } from './url-path.ts';
import type { UrlReading } from './url-reading.ts';

/** A path with `*` for any run of characters, slashes included; anchored at both ends (SPEC R48.2). */
export interface PathPattern {
  readonly pattern: string;
  /** The pattern as the deny side compares it. */
  readonly folded: string;
}

/** Reads a pattern of paths: `/api/*`, `*.pdf`. */
export function parsePathPattern(text: string, inserted: boolean): PathPattern | OperandFault {
  if (!text.startsWith('/') && !text.startsWith('*')) {
    return {
      fault: 'is no path: a path begins with `/`',
      ...(!inserted && { suggestion: `write \`/${text}\`` }),
    };
  }
  // A wildcard's first part stands behind a slash while it is checked.
  const pattern = text.startsWith('*') ? parsePathText(`/${text}`)?.slice(1) : parsePathText(text);
  if (pattern === undefined || pattern.includes('%2')) return { fault: faultOfPath(text) };
  if (count(pattern) !== count(text))
    return { fault: 'has an encoded `*`, which no pattern can tell from its own' };
  return { pattern, folded: fold(pattern) };
}

/** True when every server reads the path as one that is meant. */
export function matchesPath(pattern: PathPattern, reading: UrlReading): boolean {
  const paths = canonicalPaths(reading.path, reading.writtenPath);
  return paths?.every((path) => matchesPattern(pattern.pattern, path)) ?? false;
}

/** True when some server may read the path as one that is meant, or its reading is not known. */
export function mayMatchPath(pattern: PathPattern, reading: UrlReading): boolean {
  const paths = possiblePaths(reading.path);
  if (paths === undefined || matchesPath(pattern, reading)) return true;
  return paths.some(
    (path) => matchesPattern(pattern.pattern, path) || matchesPattern(pattern.folded, fold(path)),
  );
}

function fold(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

function count(text: string): number {
  return text.split('*').length;
}

function faultOfPath(text: string): string {
  if (/[?#]/.test(text)) return 'has a query or a fragment, which are no part of the path';
  if (text.includes('\\')) return 'has a backslash, which no canonical path has';
  return 'is no canonical path: write it without dot segments, control characters and encoded separators';
}
