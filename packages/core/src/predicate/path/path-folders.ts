import type { EvaluationContext } from '../evaluation-context.ts';
import { foldPath } from './fold-path.ts';
import { followPattern } from './follow-pattern.ts';
import type { LocatedPath } from './locate-path.ts';
import type { PathEntry } from './path-entry.ts';
import { covers, foldPattern, type PathPattern } from './path-pattern.ts';
import { type FollowLinks, followedReadings, linksOf } from './path-readings.ts';

/** What a `path` predicate names; one of the two is there. */
export interface PathFolders {
  readonly within: readonly PathEntry[] | undefined;
  readonly not: readonly PathEntry[] | undefined;
}

/** A path as it was read; `undefined` when it is not canonical. */
export type ReadPath = LocatedPath | undefined;

/** True when the path leads into one of the folders, however it is read; links followed where that is possible. */
export function surelyIn(entries: readonly PathEntry[], path: ReadPath, context: EvaluationContext): boolean {
  if (path === undefined) return false;
  const follow = linksOf(context);
  const covered = (place: string) => entries.some((entry) => coveredBy(entry, place, { context, follow }));
  if (follow === undefined) return covered(path.lexical);
  return followedReadings(path, follow)?.every(covered) ?? false;
}

interface Judging {
  readonly context: EvaluationContext;
  readonly follow: FollowLinks | undefined;
}

function coveredBy(entry: PathEntry, path: string, { context, follow }: Judging): boolean {
  const pattern = entry.at(context)?.exact;
  const followed = pattern && follow ? followPattern(pattern, follow) : pattern;
  return followed !== undefined && covers(followed, path);
}

/** True when the path possibly leads into one of the folders, or when it cannot be told where it leads. */
export function possiblyIn(
  entries: readonly PathEntry[],
  path: ReadPath,
  context: EvaluationContext,
): boolean {
  const readings = path && possibleReadings(path, context);
  return readings === undefined || someFolder(entries, context, (pattern) => coversSome(pattern, readings));
}

function coversSome(pattern: PathPattern, readings: readonly string[]): boolean {
  return readings.some((reading) => covers(pattern, reading));
}

/** Where a path may lead, folded: as text and with its links followed. Nothing when that cannot be told. */
export function possibleReadings(
  path: LocatedPath,
  context: EvaluationContext,
): readonly string[] | undefined {
  const follow = linksOf(context);
  if (follow === undefined) return [foldPath(path.lexical)];
  const followed = followedReadings(path, follow);
  return followed && [path.lexical, ...followed].map(foldPath);
}

/** Tries the folded form of every entry: in any folder, or as written and with its links followed. An unknown one holds. */
export function someFolder(
  entries: readonly PathEntry[],
  context: EvaluationContext,
  test: (pattern: PathPattern) => boolean,
): boolean {
  const follow = linksOf(context);
  return entries.some((entry) => {
    const anywhere = entry.anywhere(context);
    if (anywhere !== undefined) return test(anywhere.folded);
    const placed = entry.at(context);
    if (placed === undefined) return true;
    if (test(placed.folded)) return true;
    // A folder this process may not look into is judged as written: paths that lead there cannot be told, and hold.
    const followed = follow && followPattern(placed.exact, follow);
    return followed !== undefined && followed !== placed.exact && test(foldPattern(followed));
  });
}
