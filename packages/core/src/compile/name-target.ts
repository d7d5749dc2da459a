import type { PolicyList, RuleReference } from '../decide/decision.ts';
import type { Condition } from '../document/condition.ts';
import type { PolicyEntry } from '../document/policy-document.ts';

/** One name pattern of one entry, groups expanded. */
export class NameTarget {
  readonly pattern: string;
  /** The pattern's place among all that the list names, inherited ones first. */
  readonly ordinal: number;
  readonly #entry: PolicyEntry;
  readonly #list: PolicyList;
  readonly #group: string | undefined;
  #rule: RuleReference | undefined;
  /** What the entry says of arguments; absent when its name is all it asks for. */
  readonly condition: Condition | undefined;

  constructor(
    pattern: string,
    named: { entry: PolicyEntry; ordinal: number; list: PolicyList; group?: string },
  ) {
    this.pattern = pattern;
    this.ordinal = named.ordinal;
    this.condition = named.entry.condition;
    this.#entry = named.entry;
    this.#list = named.list;
    this.#group = named.group;
  }

  /** The entry as decisions name it; one frozen object for all of them. */
  get rule(): RuleReference {
    this.#rule ??= this.#refer();
    return this.#rule;
  }

  #refer(): RuleReference {
    const { id, path, position, reason, advice } = this.#entry;
    return Object.freeze({
      id,
      list: this.#list,
      path,
      pattern: this.pattern,
      ...(this.#group !== undefined && { group: this.#group }),
      ...(position !== undefined && { position }),
      ...(reason !== undefined && { reason }),
      ...(advice !== undefined && { advice }),
    });
  }
}

/** Expands a list's entries to the patterns they name, in document order (SPEC R14, R18). */
export function expandEntries(
  list: PolicyList,
  entries: readonly PolicyEntry[],
  groups: ReadonlyMap<string, readonly string[]>,
): NameTarget[] {
  const targets: NameTarget[] = [];
  const add = (pattern: string, entry: PolicyEntry, group?: string) => {
    const ordinal = targets.length;
    targets.push(new NameTarget(pattern, { entry, ordinal, list, ...(group !== undefined && { group }) }));
  };
  for (const entry of entries) {
    for (const reference of entry.tools) {
      if (!reference.startsWith('@')) add(reference, entry);
      else {
        const group = reference.slice(1);
        for (const pattern of membersOf(group, groups)) add(pattern, entry, group);
      }
    }
  }
  return targets;
}

// In reading order, a group within a group where it stands, each group once however many ways lead to it.
function membersOf(
  group: string,
  groups: ReadonlyMap<string, readonly string[]>,
  found = { patterns: new Set<string>(), seen: new Set<string>() },
): ReadonlySet<string> {
  if (found.seen.has(group)) return found.patterns;
  found.seen.add(group);
  const members = groups.get(group);
  // SECURITY: an unknown group must not silently name nothing.
  if (members === undefined) throw new Error('an entry names a group that is not in the document');
  for (const member of members) {
    if (member.startsWith('@')) membersOf(member.slice(1), groups, found);
    else found.patterns.add(member);
  }
  return found.patterns;
}
