import { foldName } from '../document/name-fold.ts';
import { hasWildcard, matchesPattern } from '../document/name-pattern.ts';
import type { NameTarget } from './name-target.ts';

interface WildTarget {
  readonly target: NameTarget;
  readonly folded: string;
}

/**
 * Finds the entries that name a tool without asking every entry: names without a wildcard are looked up, patterns are
 * tried one by one. The engine keeps the answers, so a pattern is tried once for each tool name.
 */
export class NameIndex {
  readonly #exact = new Map<string, NameTarget[]>();
  readonly #folded = new Map<string, NameTarget[]>();
  readonly #wild: WildTarget[] = [];

  constructor(targets: readonly NameTarget[]) {
    for (const target of targets) {
      const folded = foldName(target.pattern);
      if (hasWildcard(target.pattern)) this.#wild.push({ target, folded });
      else {
        push(this.#exact, target.pattern, target);
        push(this.#folded, folded, target);
      }
    }
  }

  /** True when an entry names exactly this tool, without a wildcard. */
  hasExact(tool: string): boolean {
    return this.#exact.has(tool);
  }

  /** The entries that name the tool, equal code unit by code unit (SPEC R16, allow side), in document order. */
  surely(tool: string): readonly NameTarget[] {
    const found = [...(this.#exact.get(tool) ?? [])];
    for (const { target } of this.#wild) if (matchesPattern(target.pattern, tool)) found.push(target);
    return inOrder(found);
  }

  /** The entries that may name the tool: as it is, or after folding (SPEC R16, deny and ask side), in document order. */
  possibly(tool: string): readonly NameTarget[] {
    const name = foldName(tool);
    const found = [...(this.#folded.get(name) ?? [])];
    for (const { target, folded } of this.#wild) {
      if (matchesPattern(target.pattern, tool) || matchesPattern(folded, name)) found.push(target);
    }
    return inOrder(found);
  }
}

function push(map: Map<string, NameTarget[]>, name: string, target: NameTarget): void {
  const found = map.get(name);
  if (found === undefined) map.set(name, [target]);
  else found.push(target);
}

function inOrder(targets: NameTarget[]): readonly NameTarget[] {
  return targets.length < 2 ? targets : targets.sort((a, b) => a.ordinal - b.ordinal);
}
