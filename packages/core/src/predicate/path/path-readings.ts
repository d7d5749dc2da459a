import type { EvaluationContext } from '../evaluation-context.ts';
import type { LocatedPath } from './locate-path.ts';
import { resolvedFolder } from './locate-path.ts';

/** Follows links; gives a path in canonical form, or nothing when it cannot be told where the path leads. */
export type FollowLinks = (path: string) => string | undefined;

/** Each step up after a link costs a look at the file system; nobody climbs so often in one path. */
const mostClimbs = 40;

/** How links are followed for a call, in canonical form; `undefined` when the policy does not run beside the files. */
export function linksOf({ environment }: EvaluationContext): FollowLinks | undefined {
  const { resolvePath } = environment;
  if (resolvePath === undefined) return undefined;
  return (path) => {
    try {
      const found: unknown = resolvePath(path === '' ? '/' : path);
      return typeof found === 'string' ? resolvedFolder(found) : undefined;
    } catch {
      return undefined;
    }
  };
}

/**
 * Every place a path may lead to, links followed: the system follows a link before it climbs out of it, many tools tidy
 * the text first. Nothing when one of them cannot be told.
 */
export function followedReadings(path: LocatedPath, follow: FollowLinks): readonly string[] | undefined {
  const tidied = follow(path.lexical);
  if (tidied === undefined || path.climbing === undefined) return tidied === undefined ? undefined : [tidied];
  const climbed = followClimbing(path.climbing, follow);
  if (climbed === undefined) return undefined;
  return climbed === tidied ? [tidied] : [tidied, climbed];
}

function followClimbing(segments: readonly string[], follow: FollowLinks): string | undefined {
  let place: string | undefined = '';
  let untested = false;
  let climbs = 0;
  for (const segment of segments) {
    if (segment !== '..') {
      place = `${place}/${segment}`;
      untested = true;
      continue;
    }
    if (untested) {
      climbs += 1;
      place = climbs > mostClimbs ? undefined : follow(place);
      if (place === undefined) return undefined;
      untested = false;
    }
    // What was resolved holds no links, so its parent is the text's parent.
    place = place.slice(0, Math.max(place.lastIndexOf('/'), 0));
  }
  return untested ? follow(place) : place;
}
