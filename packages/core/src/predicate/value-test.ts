import type { JsonValue } from '../json/json-value.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import { type Predicate, typeOf } from './predicate.ts';

/** A value as it was found: `undefined` where there is none. */
export type FoundValue = JsonValue | undefined;

/** A test of a value in both readings, whatever the value is (SPEC R41, R42). */
export interface ValueTest {
  surely(value: FoundValue, context: EvaluationContext): boolean;
  possibly(value: FoundValue, context: EvaluationContext): boolean;
  /** The same test of an array's element: a null there is a value of the wrong type, and not an absent one. */
  readonly ofElement: ValueTest;
}

/**
 * Reads a predicate over values of any kind: absent and null, wrong types, arrays, faults (SPEC R42).
 *
 * @param missing whether an absent value holds possibly: the rule's `missing: match`
 */
export function testByPredicate(predicate: Predicate, missing: boolean): ValueTest {
  const seesNull = predicate.reads.has('null');
  const element = elementTest(predicate);
  const isAbsent = (value: FoundValue) => value === undefined || (value === null && !seesNull);
  return {
    surely: (value, context) => !isAbsent(value) && element.surely(value, context),
    possibly: (value, context) => (isAbsent(value) ? missing : element.possibly(value, context)),
    ofElement: element,
  };
}

function elementTest(predicate: Predicate): ValueTest {
  const { reads } = predicate;
  const comparesArrays = reads.has('array');
  // An array is read as its elements, unless arrays are all that the predicate compares.
  const readsElements = [...reads].some((type) => type !== 'array');
  const surely = (value: FoundValue, context: EvaluationContext): boolean => {
    if (value === undefined) return false;
    if (!Array.isArray(value)) return reads.has(typeOf(value)) && predicate.surely(value, context);
    if (comparesArrays && predicate.surely(value, context)) return true;
    return readsElements && value.length > 0 && value.every((one) => surely(one, context));
  };
  const possibly = (value: FoundValue, context: EvaluationContext): boolean => {
    if (value === undefined) return true;
    if (!Array.isArray(value)) return !reads.has(typeOf(value)) || predicate.possibly(value, context);
    if (comparesArrays && predicate.possibly(value, context)) return true;
    return readsElements && value.some((one) => possibly(one, context));
  };
  return fixed({ surely, possibly });
}

/** Holds where the inner test does not, each reading judged by the other one. */
export function negate(inner: ValueTest): ValueTest {
  return withElements(inner, (test) => ({
    surely: (value, context) => !test.possibly(value, context),
    possibly: (value, context) => !test.surely(value, context),
  }));
}

/** Holds where all of them hold. */
export function allOf(tests: readonly [ValueTest, ...ValueTest[]]): ValueTest {
  const [first, ...others] = tests;
  if (others.length === 0) return first;
  const join = (all: readonly ValueTest[]): Readings => ({
    surely: (value, context) => all.every((test) => test.surely(value, context)),
    possibly: (value, context) => all.every((test) => test.possibly(value, context)),
  });
  return { ...join(tests), ofElement: fixed(join(tests.map((test) => test.ofElement))) };
}

/** `each` and `any` written out: they want an array, and an empty one holds neither (SPEC R42). */
export function quantify(word: 'each' | 'any', inner: ValueTest, missing: boolean): ValueTest {
  const { ofElement } = inner;
  const holds = (array: readonly JsonValue[], test: (element: JsonValue) => boolean) =>
    array.length > 0 && (word === 'each' ? array.every(test) : array.some(test));
  const surely = (value: FoundValue, context: EvaluationContext) =>
    Array.isArray(value) && holds(value, (element) => ofElement.surely(element, context));
  const possibly = (value: FoundValue, context: EvaluationContext) =>
    !Array.isArray(value) || holds(value, (element) => ofElement.possibly(element, context));
  return {
    surely,
    possibly: (value, context) =>
      value === undefined || value === null ? missing : possibly(value, context),
    ofElement: fixed({ surely, possibly }),
  };
}

type Readings = Pick<ValueTest, 'surely' | 'possibly'>;

/** A test that judges an element as it judges any value. */
export function fixed(readings: Readings): ValueTest {
  return {
    ...readings,
    get ofElement() {
      return this;
    },
  };
}

function withElements(inner: ValueTest, make: (test: ValueTest) => Readings): ValueTest {
  return { ...make(inner), ofElement: fixed(make(inner.ofElement)) };
}
