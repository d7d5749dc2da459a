import type { JsonObject } from '../json/json-value.ts';
import type { Condition } from './condition.ts';
import type { SourcePosition } from './issue.ts';

/** One entry of a list: what it names, and what it says of itself (SPEC R14). */
export interface PolicyEntry {
  /** Name patterns and `@group` references, as written. An entry given as text has one. */
  readonly tools: readonly string[];
  /** The rule's own `id`, or its path in the document. */
  readonly id: string;
  /** Where the entry stands: `agents.coder.deny[2]`. */
  readonly path: string;
  readonly position?: SourcePosition;
  /** What the rule says of arguments; absent when it holds for every call of its tools. */
  readonly condition?: Condition;
  /** For operators. */
  readonly reason?: string;
  /** For the model. */
  readonly advice?: string;
}

/** A policy as its author wrote it (SPEC R13): nothing inherited, no group expanded. */
export interface PolicyDefinition {
  readonly extends: readonly string[];
  readonly default: 'allow' | 'deny' | undefined;
  readonly allow: readonly PolicyEntry[];
  readonly deny: readonly PolicyEntry[];
  readonly optional: readonly PolicyEntry[];
  readonly ask: readonly PolicyEntry[];
}

/** Where decisions are recorded, for programs that keep a log on behalf of the document. */
export interface LogDefinition {
  /** A file's path, relative to the document's folder. */
  readonly file: string;
  readonly mode: 'required' | 'best-effort';
}

/** A document that was read without a fault (SPEC R12). Frozen; made only by `parsePolicyDocument`. */
export interface PolicyDocument {
  readonly version: 1;
  readonly name?: string;
  readonly description?: string;
  /** Name patterns and `@group` references of each group, as written (SPEC R18). */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly policies: ReadonlyMap<string, PolicyDefinition>;
  readonly guardrails?: PolicyDefinition;
  readonly global: PolicyDefinition;
  readonly agents: ReadonlyMap<string, PolicyDefinition>;
  readonly log?: LogDefinition;
  /** `sha256:` and 64 hex digits of the canonical source (SPEC R25). */
  readonly digest: string;
  /** The document as JSON, frozen. */
  readonly source: JsonObject;
}
