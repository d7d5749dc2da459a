import { foldPath } from './fold-path.ts';

/** One segment of a pattern: any number of segments, or the texts between its `*`; one text is a plain name. */
export type SegmentPattern = '**' | readonly string[];

/** A folder and all below it: an absolute path, then segments with wildcards. */
export interface PathPattern {
  /** `''` is the root, otherwise `/a/b`. */
  readonly prefix: string;
  readonly rest: readonly SegmentPattern[];
}

/** Compiles an absolute path with `*` and `**`; nothing when a dot segment climbs out of what was written. */
export function compilePathPattern(text: string): PathPattern | undefined {
  const segments = text.split('/').filter((segment) => segment !== '' && segment !== '.');
  if (segments.includes('..')) return undefined;
  const wild = segments.findIndex((segment) => segment.includes('*'));
  const plain = wild === -1 ? segments : segments.slice(0, wild);
  const rest = wild === -1 ? [] : segments.slice(wild).map(parseSegment);
  return { prefix: plain.length === 0 ? '' : `/${plain.join('/')}`, rest };
}

function parseSegment(segment: string): SegmentPattern {
  return segment === '**' ? '**' : segment.split('*');
}

/** The pattern for paths that were folded. */
export function foldPattern({ prefix, rest }: PathPattern): PathPattern {
  return {
    prefix: foldPath(prefix),
    rest: rest.map((segment) => (segment === '**' ? segment : segment.map(foldPath))),
  };
}

/** True when the path is the pattern's folder or stands below it. */
export function covers({ prefix, rest }: PathPattern, path: string): boolean {
  if (!path.startsWith(prefix)) return false;
  if (path.length > prefix.length && path.charCodeAt(prefix.length) !== 0x2f) return false;
  return rest.length === 0 || matchSegments(rest, segmentsBelow(prefix, path));
}

/** The segments of a path after a prefix it has. */
export function segmentsBelow(prefix: string, path: string): readonly string[] {
  return path.length <= prefix.length ? [] : path.slice(prefix.length + 1).split('/');
}

/** Tells whether one segment of a path is one that a segment of a pattern names. */
export type MatchSegment = (pattern: readonly string[], segment: string, index: number) => boolean;

/**
 * True when the first segments match all of the pattern. Runs between `**` are found leftmost first: what follows the
 * last of them is free, so an earlier place never loses a match.
 */
export function matchSegments(
  rest: readonly SegmentPattern[],
  segments: readonly string[],
  matches: MatchSegment = matchSegment,
): boolean {
  let from = 0;
  let floating = false;
  for (let start = 0; start < rest.length; start += 1) {
    if (rest[start] === '**') {
      floating = true;
      continue;
    }
    let end = rest.indexOf('**', start);
    if (end === -1) end = rest.length;
    const run = rest.slice(start, end) as readonly (readonly string[])[];
    const fits = (at: number) =>
      run.every((pattern, offset) => matches(pattern, segments[at + offset] as string, at + offset));
    const last = floating ? segments.length - run.length : Math.min(from, segments.length - run.length);
    while (from <= last && !fits(from)) from += 1;
    if (from > last) return false;
    from += run.length;
    start = end - 1;
    floating = false;
  }
  return true;
}

/** True when the name is one of the pattern's: its first and last text at the ends, the others between in order. */
export function matchSegment(parts: readonly string[], name: string): boolean {
  const first = parts[0] as string;
  if (parts.length === 1) return name === first;
  const last = parts[parts.length - 1] as string;
  if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last))
    return false;
  let from = first.length;
  for (let index = 1; index < parts.length - 1; index += 1) {
    const found = name.indexOf(parts[index] as string, from);
    if (found === -1) return false;
    from = found + (parts[index] as string).length;
  }
  return from <= name.length - last.length;
}
