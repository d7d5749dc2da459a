import {
  type MatchSegment,
  matchSegment,
  matchSegments,
  type PathPattern,
  segmentsBelow,
} from './path-pattern.ts';

/** The beginning of a path whose end is not known: a folder, and the beginning of the name in it. */
export interface PathBeginning {
  /** `''` is the root. */
  readonly folder: string;
  readonly name: string;
  /** How many characters follow the name; `undefined` when anything may. */
  readonly more: number | undefined;
}

/** True when a path with this beginning may lie within the pattern's folder (SPEC R47). */
export function mayReach(pattern: PathPattern, beginning: PathBeginning): boolean {
  const { folder, name } = beginning;
  const known = `${folder}/${name}`;
  if (pattern.prefix.startsWith(known)) return true;
  // The root's own pattern has an empty prefix, which everything begins with.
  if (!`${known}/`.startsWith(`${pattern.prefix}/`)) return false;
  return mayReachBelow(pattern, segmentsBelow(pattern.prefix, known), beginning.more);
}

function mayReachBelow(
  { rest }: PathPattern,
  segments: readonly string[],
  more: number | undefined,
): boolean {
  const open = segments.length - 1;
  for (let index = 0; index < rest.length; index += 1) {
    const part = rest[index];
    if (part === '**')
      return more === undefined || endsWithin(rest.slice(index), segments.slice(index), more);
    if (index === open) return mayBegin(part as readonly string[], segments[open] as string);
    if (!matchSegment(part as readonly string[], segments[index] as string)) return false;
  }
  return true;
}

// `src/a.ts?` ends a question more often than it names a file: what is meant is `a.ts`, or a name of that length.
function endsWithin(rest: PathPattern['rest'], segments: readonly string[], more: number): boolean {
  const open = segments.length - 1;
  const isMeant: MatchSegment = (parts, segment, index) => {
    if (index < open || matchSegment(parts, segment)) return matchSegment(parts, segment);
    return mayBegin(parts, segment) && (parts.length > 1 || parts[0]?.length === segment.length + more);
  };
  return matchSegments(rest, segments, isMeant);
}

function mayBegin(parts: readonly string[], beginning: string): boolean {
  const first = parts[0] as string;
  return first.startsWith(beginning) || (parts.length > 1 && beginning.startsWith(first));
}
