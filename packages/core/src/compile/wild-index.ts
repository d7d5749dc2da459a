import { matchesPattern } from '../document/name-pattern.ts';
import type { NameTarget } from './name-target.ts';

/** A pattern with a wildcard, and the text it is matched by: as written, or folded. */
interface WildPattern {
  readonly target: NameTarget;
  readonly pattern: string;
}

/**
 * Finds the patterns that match a name without trying those that begin or end differently. A pattern is filed under
 * the text before its first wildcard, or behind its last one where it begins with a wildcard; what has neither is
 * tried for every name.
 */
export class WildIndex {
  readonly #byPrefix = new Map<string, WildPattern[]>();
  readonly #bySuffix = new Map<string, WildPattern[]>();
  readonly #prefixLengths = new Set<number>();
  readonly #suffixLengths = new Set<number>();
  readonly #others: WildPattern[] = [];

  add(pattern: string, target: NameTarget): void {
    const prefix = pattern.slice(0, pattern.indexOf('*'));
    const suffix = pattern.slice(pattern.lastIndexOf('*') + 1);
    const wild = { target, pattern };
    if (prefix !== '') file(this.#byPrefix, this.#prefixLengths, [prefix, wild]);
    else if (suffix !== '') file(this.#bySuffix, this.#suffixLengths, [suffix, wild]);
    else this.#others.push(wild);
  }

  /** Every target whose pattern matches the name, in no order. */
  matching(name: string): NameTarget[] {
    const found: NameTarget[] = [];
    for (const length of this.#prefixLengths) {
      if (length <= name.length) addMatches(this.#byPrefix.get(name.slice(0, length)), name, found);
    }
    for (const length of this.#suffixLengths) {
      if (length <= name.length) addMatches(this.#bySuffix.get(name.slice(-length)), name, found);
    }
    addMatches(this.#others, name, found);
    return found;
  }
}

function file(
  index: Map<string, WildPattern[]>,
  lengths: Set<number>,
  [end, wild]: readonly [string, WildPattern],
): void {
  lengths.add(end.length);
  const filed = index.get(end);
  if (filed === undefined) index.set(end, [wild]);
  else filed.push(wild);
}

function addMatches(patterns: readonly WildPattern[] | undefined, name: string, found: NameTarget[]): void {
  if (patterns === undefined) return;
  for (const { target, pattern } of patterns) if (matchesPattern(pattern, name)) found.push(target);
}
