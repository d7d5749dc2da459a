import type { Locate } from '../document/issue.ts';
import { type ParseResult, readPolicyDocument } from '../document/read-policy-document.ts';
import { builtinPredicates } from '../predicate/builtin-predicates.ts';
import type { PredicateParser } from '../predicate/predicate.ts';
import { readCondition } from '../predicate/read-condition.ts';

/** How a document is read. */
export interface ParseOptions {
  /** Tells where a path stands in the text, so that issues and rules carry positions. */
  readonly locate?: Locate | undefined;
  /** Predicates beyond the built-in ones; one of the same name takes its place. */
  readonly predicates?: readonly PredicateParser[] | undefined;
}

/**
 * Reads a value as a policy document, whole or not at all (SPEC R12 to R15, R18 to R23, R40 to R47).
 *
 * @param value what a YAML or JSON text holds
 * @example
 * ```ts
 * const result = parsePolicyDocument({ version: 1, global: { deny: ['execute_shell'] } });
 * if (!result.ok) console.error(result.issues);
 * ```
 */
export function parsePolicyDocument(value: unknown, options: ParseOptions = {}): ParseResult {
  const parsers = [...builtinPredicates, ...(options.predicates ?? [])];
  const predicates = new Map(parsers.map((parser) => [parser.name, parser]));
  return readPolicyDocument(value, {
    locate: options.locate,
    readCondition: (rule, place, list) => readCondition(rule, place, { predicates, list }),
  });
}
