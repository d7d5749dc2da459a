import { foldName } from '../document/name-fold.ts';
import { hasWildcard } from '../document/name-pattern.ts';
import type { NameTarget } from './name-target.ts';
import { WildIndex } from './wild-index.ts';

/**
 * Finds the entries that name a tool without asking every entry: names without a wildcard are looked up, patterns are
 * filed under how they begin or end. The engine keeps the answers, so a tool name is looked for once.
 */
export class NameIndex {
  readonly #targets: readonly NameTarget[];
  // Most lists are read from one side only: each side's index is made when it is first asked for.
  #plain: SideIndex | undefined;
  #folded: SideIndex | undefined;

  constructor(targets: readonly NameTarget[]) {
    this.#targets = targets;
  }

  /** The number of patterns it holds. */
  get size(): number {
    return this.#targets.length;
  }

  /** The entries that name the tool, equal code unit by code unit (SPEC R16, allow side), in document order. */
  surely(tool: string): readonly NameTarget[] {
    if (this.#targets.length === 0) return this.#targets;
    this.#plain ??= indexBy(this.#targets, (pattern) => pattern);
    return inOrder(collect(this.#plain, tool));
  }

  /** The entries that may name the tool: as it is, or after folding (SPEC R16, deny and ask side), in document order. */
  possibly(tool: string): readonly NameTarget[] {
    if (this.#targets.length === 0) return this.#targets;
    const name = foldName(tool);
    // SECURITY: what has no canonical form may be any name.
    if (name === undefined) return this.#targets;
    this.#folded ??= indexBy(this.#targets, (pattern) => foldName(pattern) ?? pattern);
    const found = collect(this.#folded, name);
    // What equals as it is equals when folded; a wildcard's ends may fold with what is next to them, and then not.
    if (name === tool || this.#folded.wild === undefined) return inOrder(found);
    this.#plain ??= indexBy(this.#targets, (pattern) => pattern);
    return inOrder([...new Set([...found, ...collect(this.#plain, tool)])]);
  }
}

interface SideIndex {
  /** One target, or several in document order. */
  readonly exact: ReadonlyMap<string, NameTarget | NameTarget[]>;
  readonly wild: WildIndex | undefined;
}

function indexBy(targets: readonly NameTarget[], spell: (pattern: string) => string): SideIndex {
  const exact = new Map<string, NameTarget | NameTarget[]>();
  let wild: WildIndex | undefined;
  for (const target of targets) {
    const pattern = spell(target.pattern);
    if (hasWildcard(pattern)) {
      wild ??= new WildIndex();
      wild.add(pattern, target);
    } else {
      const before = exact.get(pattern);
      exact.set(pattern, before === undefined ? target : [before, target].flat());
    }
  }
  return { exact, wild };
}

function collect({ exact, wild }: SideIndex, name: string): readonly NameTarget[] {
  const named = exact.get(name) ?? [];
  const found = Array.isArray(named) ? named : [named];
  return wild === undefined ? found : [...found, ...wild.matching(name)];
}

function inOrder(targets: readonly NameTarget[]): readonly NameTarget[] {
  return targets.length < 2 ? targets : targets.toSorted((a, b) => a.ordinal - b.ordinal);
}
