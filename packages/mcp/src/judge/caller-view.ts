import type { Decision, DecisionPoint, JsonObject, JsonValue } from '@proviso/core';
import { isJsonObject, memberOf } from '../message/json-rpc.ts';
import { type CallerIdentity, isReservedToolName, policyNameOf, type Subject } from './subject.ts';

/** The lists that a policy narrows. */
export type ListName = 'tools' | 'prompts' | 'resources';

const lists: Readonly<Record<ListName, { readonly kind: Subject['kind']; readonly key: 'name' | 'uri' }>> = {
  tools: { kind: 'tool', key: 'name' },
  prompts: { kind: 'prompt', key: 'name' },
  resources: { kind: 'resource', key: 'uri' },
};

/** The names of those lists. */
export const listNames = Object.keys(lists) as readonly ListName[];

/** The list a method asks for. */
export function listOfMethod(method: string): ListName | undefined {
  const name = method.endsWith('/list') ? method.slice(0, -'/list'.length) : '';
  return Object.hasOwn(lists, name) ? (name as ListName) : undefined;
}

/** Codes of denials that a policy gives to a name, whatever the arguments. */
export const policyDenials: ReadonlySet<Decision['code']> = new Set([
  'not_allowed',
  'denied',
  'optional_not_allowed',
]);

/** `withdrawn`: the caller was shown it, and a later policy hides it. */
type EntryState = 'shown' | 'hidden' | 'withdrawn';

/** How many entries of one list are remembered. What was forgotten counts as never shown. */
const rememberedEntries = 100_000;

/** What one caller gets to see of a server (SPEC R29, R32). */
export class CallerView {
  readonly #engine: DecisionPoint;
  readonly #identity: CallerIdentity;
  readonly #entries = new Map<ListName, Map<string, EntryState>>();

  constructor(engine: DecisionPoint, identity: CallerIdentity) {
    this.#engine = engine;
    this.#identity = identity;
  }

  /**
   * A list's result as the caller may see it: without what no arguments could make allowed, and never to be shared
   * with other callers. The same object when nothing is to change.
   */
  filter(list: ListName, result: JsonObject, continued: boolean): JsonObject {
    const entries = memberOf(result, list);
    if (entries === undefined) return this.#asPrivate(result);
    const known = this.#remember(list, continued);
    const kept = Array.isArray(entries) ? entries.filter((entry) => this.#keeps(list, entry, known)) : [];
    const isWhole = Array.isArray(entries) && kept.length === entries.length;
    return this.#asPrivate(isWhole ? result : { ...result, [list]: kept });
  }

  /** True when the policy denies a tool under every argument and the caller was never shown it. */
  hides(tool: string): boolean {
    if (isReservedToolName(tool)) return true;
    const state = this.#entries.get('tools')?.get(tool);
    if (state === 'shown' || state === 'withdrawn') return false;
    const decision = this.#decide(tool);
    return decision?.action === 'deny' && policyDenials.has(decision.code) && !this.#couldPass(tool);
  }

  /** The lists in which an entry came to light or went out of sight since they were last sent or asked about. */
  takeChanged(): readonly ListName[] {
    return [...this.#entries]
      .filter(([list, known]) => this.#takeChangedEntries(list, known))
      .map(([list]) => list);
  }

  #takeChangedEntries(list: ListName, known: Map<string, EntryState>): boolean {
    let changed = false;
    for (const [name, state] of known) {
      const shown = this.#shows(lists[list].kind, name);
      if (shown === (state === 'shown')) continue;
      changed = true;
      known.set(name, shown ? 'shown' : 'withdrawn');
    }
    return changed;
  }

  #remember(list: ListName, continued: boolean): Map<string, EntryState> {
    const before = this.#entries.get(list);
    if (continued && before !== undefined) return before;
    const fresh = new Map<string, EntryState>();
    this.#entries.set(list, fresh);
    return fresh;
  }

  #keeps(list: ListName, entry: JsonValue, known: Map<string, EntryState>): boolean {
    const { kind, key } = lists[list];
    const name = isJsonObject(entry) ? memberOf(entry, key) : undefined;
    if (typeof name !== 'string') return false;
    const shown = this.#shows(kind, name);
    if (known.size < rememberedEntries) known.set(name, shown ? 'shown' : 'hidden');
    return shown;
  }

  #shows(kind: Subject['kind'], name: string): boolean {
    if (kind === 'tool' && isReservedToolName(name)) return false;
    return this.#couldPass(policyNameOf(kind, name));
  }

  #couldPass(tool: string): boolean {
    const { decideVisibility } = this.#engine;
    if (decideVisibility === undefined) {
      const action = this.#decide(tool)?.action;
      return action === 'allow' || action === 'ask';
    }
    try {
      return decideVisibility.call(this.#engine, { ...this.#identity, tool }).visible === true;
    } catch {
      return false;
    }
  }

  #decide(tool: string): Decision | undefined {
    try {
      return this.#engine.decide({ ...this.#identity, tool });
    } catch {
      // An engine never throws; what stands in for one might, and then nothing is shown.
      return undefined;
    }
  }

  #asPrivate(result: JsonObject): JsonObject {
    const scope = memberOf(result, 'cacheScope');
    return scope === undefined || scope === 'private' ? result : { ...result, cacheScope: 'private' };
  }
}
