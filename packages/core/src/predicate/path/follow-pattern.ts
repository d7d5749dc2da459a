import type { PathPattern } from './path-pattern.ts';
import type { FollowLinks } from './path-readings.ts';

/** The pattern with the links of its plain beginning followed; nothing when it cannot be told where that leads. */
export function followPattern(pattern: PathPattern, follow: FollowLinks): PathPattern | undefined {
  const prefix = follow(pattern.prefix);
  if (prefix === pattern.prefix) return pattern;
  return prefix === undefined ? undefined : { prefix, rest: pattern.rest };
}
