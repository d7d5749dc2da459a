import type { DocumentPlace } from '../document/document-place.ts';
import type { JsonValue } from '../json/json-value.ts';
import type { EvaluationContext } from './evaluation-context.ts';

/** The JSON types, as `type` names them. */
export type JsonType = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';

/**
 * A test of one value that is there and has a type the predicate reads (SPEC R41).
 *
 * INVARIANT: `surely` implies `possibly`, for every value and context. A value without a canonical form holds
 * possibly and not surely.
 */
export interface Predicate {
  /** The types this predicate reads. A value of any other type holds possibly and not surely. */
  readonly reads: ReadonlySet<JsonType>;
  surely(value: JsonValue, context: EvaluationContext): boolean;
  possibly(value: JsonValue, context: EvaluationContext): boolean;
  /**
   * Under `"**"` in place of `possibly`: judges a text found anywhere in the arguments, or a piece of one (SPEC R47).
   * Holds when the piece is one that counts for this predicate and holds possibly. For predicates to which prose has
   * no canonical form: a piece without a scheme is no URL, so it does not hold.
   */
  possiblyPiece?(piece: string, context: EvaluationContext): boolean;
}

/** How a predicate's word in a document becomes a test. */
export interface PredicateParser {
  /** The word: `path`, `shell`, `equals`. */
  readonly name: string;
  /** Reads the operand, or reports what is wrong with it and gives nothing. */
  parse(operand: JsonValue, place: DocumentPlace): Predicate | undefined;
}

/** The value's JSON type. */
export function typeOf(value: JsonValue): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value as JsonType;
}
