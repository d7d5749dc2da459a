import type { JsonValue } from '../json/json-value.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import { type Predicate, typeOf } from './predicate.ts';

/** A value as it was found: `undefined` where there is none. */
export type FoundValue = JsonValue | undefined;

/** A test of a value in both readings, whatever the value is (SPEC R41, R42). */
export interface ValueTest {
  surely(value: FoundValue, context: EvaluationContext): boolean;
  possibly(value: FoundValue, context: EvaluationContext): boolean;
}

/**
 * Reads a predicate over values of any kind: absent and null, wrong types, arrays, faults (SPEC R42).
 *
 * @param missing whether an absent value holds possibly: the rule's `missing: match`
 */
export function testByPredicate(predicate: Predicate, missing: boolean): ValueTest {
  const seesNull = predicate.reads.has('null');
  const seesArrays = predicate.reads.has('array');

  const surely = (value: JsonValue, context: EvaluationContext): boolean => {
    if (Array.isArray(value) && !seesArrays) {
      return value.length > 0 && value.every((element) => surely(element, context));
    }
    return predicate.reads.has(typeOf(value)) && predicate.surely(value, context);
  };
  const possibly = (value: JsonValue, context: EvaluationContext): boolean => {
    if (Array.isArray(value) && !seesArrays) return value.some((element) => possibly(element, context));
    return !predicate.reads.has(typeOf(value)) || predicate.possibly(value, context);
  };

  return {
    surely(value, context) {
      if (value === undefined || (value === null && !seesNull)) return false;
      return surely(value, context);
    },
    possibly(value, context) {
      if (value === undefined || (value === null && !seesNull)) return missing;
      return possibly(value, context);
    },
  };
}

/** Holds where the inner test does not, each reading judged by the other one. */
export function negate(inner: ValueTest): ValueTest {
  return {
    surely: (value, context) => !inner.possibly(value, context),
    possibly: (value, context) => !inner.surely(value, context),
  };
}

/** Holds where all of them hold. */
export function allOf(tests: readonly ValueTest[]): ValueTest {
  const [only, ...others] = tests;
  if (only !== undefined && others.length === 0) return only;
  return {
    surely: (value, context) => tests.every((test) => test.surely(value, context)),
    possibly: (value, context) => tests.every((test) => test.possibly(value, context)),
  };
}

/** `each` and `any` written out: they want an array, and an empty one holds neither (SPEC R42). */
export function quantify(word: 'each' | 'any', inner: ValueTest, missing: boolean): ValueTest {
  const holds = (array: readonly JsonValue[], test: (element: JsonValue) => boolean) =>
    array.length > 0 && (word === 'each' ? array.every(test) : array.some(test));
  return {
    surely: (value, context) =>
      Array.isArray(value) && holds(value, (element) => element !== null && inner.surely(element, context)),
    possibly(value, context) {
      if (value === undefined || value === null) return missing;
      return !Array.isArray(value) || holds(value, (element) => inner.possibly(element, context));
    },
  };
}
