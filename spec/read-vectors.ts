import { readdirSync, readFileSync } from 'node:fs';

/** What a decision vector expects; `vectors/README.md` says how each field is compared. */
export interface ExpectedDecision {
  readonly action: 'allow' | 'deny' | 'ask';
  readonly code: string;
  readonly rule?: string;
  readonly layer: 'guardrails' | 'agent' | 'global' | 'none';
  readonly agent?: string;
  readonly caller?: number;
  readonly pattern?: string;
  readonly group?: string;
  readonly check?: 'allow' | 'deny';
  readonly visible?: boolean;
}

export interface DecisionCase {
  readonly name: string;
  /** Of the bypass corpus: the kind of attack or accident. */
  readonly class?: string;
  /** Of the bypass corpus: where a matcher that reads the text as it stands goes wrong. */
  readonly note?: string;
  readonly document: unknown;
  readonly call: unknown;
  readonly expect: ExpectedDecision;
}

export interface KernelLists {
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
  readonly optionalTools?: readonly string[];
}

export interface KernelCase {
  readonly name: string;
  readonly globalPolicy: KernelLists;
  readonly agentPolicies: Readonly<Record<string, KernelLists>>;
  readonly steps: readonly {
    readonly tool: unknown;
    readonly agent?: string | null;
    readonly expect: 'allow' | 'deny';
    readonly message?: string;
  }[];
}

export interface RefusedCase {
  readonly name: string;
  readonly document: unknown;
  readonly issues: readonly {
    readonly code: string;
    readonly path: readonly (string | number)[];
    readonly suggestion?: string;
  }[];
}

export interface RefusedTextCase {
  readonly name: string;
  readonly format: 'yaml' | 'json';
  readonly text: string;
  readonly issues: readonly { readonly code: string; readonly line?: number; readonly column?: number }[];
}

export interface AcceptedTextCase {
  readonly name: string;
  readonly format: 'yaml' | 'json';
  readonly text: string;
  readonly document: unknown;
}

export interface DigestCase {
  readonly name: string;
  readonly document: unknown;
  readonly canonical: string;
  readonly digest: string;
}

/** One file of vectors. */
export interface VectorFile<Case> {
  readonly file: string;
  readonly description: string;
  readonly rule: string;
  /** The predicates its documents need besides those of R45 and R46; `**` stands for R47. */
  readonly predicates?: readonly string[];
  readonly cases: readonly Case[];
}

/** The files that hold other cases than decisions. */
interface SpecialCases {
  'kernel.json': KernelCase;
  'refused.json': RefusedCase;
  'refused-text.json': RefusedTextCase;
  'accepted-text.json': AcceptedTextCase;
  'digest.json': DigestCase;
}

const special = new Set([
  'kernel.json',
  'refused.json',
  'refused-text.json',
  'accepted-text.json',
  'digest.json',
]);
const folder = new URL('./vectors/', import.meta.url);

/** The names of all vector files, sorted. */
export function listVectorFiles(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort();
}

/** Reads every file of decision vectors, whatever predicates it needs. */
export function readAllDecisionVectors(): VectorFile<DecisionCase>[] {
  return listVectorFiles()
    .filter((name) => !special.has(name))
    .map((name) => readFile<DecisionCase>(name));
}

/**
 * Reads the decision vectors that need no other predicates than those of R45, R46 and the given ones.
 *
 * @param predicates the words an implementation has beyond them, `**` among them
 */
export function readDecisionVectors(predicates: Iterable<string> = []): VectorFile<DecisionCase>[] {
  const known = new Set(predicates);
  return readAllDecisionVectors().filter(({ predicates: needed = [] }) =>
    needed.every((word) => known.has(word)),
  );
}

/** Reads one of the files that hold other cases than decisions. */
export function readVectors<Name extends keyof SpecialCases>(name: Name): VectorFile<SpecialCases[Name]> {
  return readFile(name);
}

function readFile<Case>(name: string): VectorFile<Case> {
  return { file: name, ...JSON.parse(readFileSync(new URL(name, folder), 'utf8')) };
}
