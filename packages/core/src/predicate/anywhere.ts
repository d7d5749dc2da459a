import type { DocumentPlace } from '../document/document-place.ts';
import type { JsonValue } from '../json/json-value.ts';
import type { ArgumentsTest } from './argument-path.ts';
import type { PredicateParser } from './predicate.ts';

/** What reading a `"**"` test needs to know. */
export interface AnywhereReading {
  readonly predicates: ReadonlyMap<string, PredicateParser>;
}

/** Reads a test of every text anywhere in the arguments, keys included, and of its pieces (SPEC R47). */
export function readAnywhereTest(
  _value: JsonValue,
  place: DocumentPlace,
  _reading: AnywhereReading,
): ArgumentsTest | undefined {
  place.report('not_supported', '`"**"` is not supported yet');
  return undefined;
}
