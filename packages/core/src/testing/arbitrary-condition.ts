import fc from 'fast-check';
import type { JsonValue } from '../json/json-value.ts';

type Test = Record<string, unknown>;

/** A rule's condition as a plain value; `missing` only where the list takes it. */
export interface ConditionValue {
  when?: Record<string, Test>;
  unless?: Record<string, Test>;
  closed?: boolean;
  missing?: 'match';
}

// Few and alike, so that operands and values meet: by type, by spelling, by normal form, in arrays and objects.
const texts = [
  'a',
  'b',
  'ab',
  'caf\u00e9',
  'cafe\u0301',
  'xcaf\u00e9x',
  '5',
  'true',
  'u1',
  '/srv/u1/a',
  '[1,2]',
];
const scalars: readonly JsonValue[] = [...texts, 0, 1, 5, 10, 2.5, true, false];
const wholes: readonly JsonValue[] = [['a'], [1, 2], [], { k: 'a' }, { '\u00e9': 1, f: 2 }, {}];
const named = [
  '${principal.id}',
  '${session.n}',
  '${agent}',
  '${workspace}',
  '${session.user.id}',
  '${context.x}',
];

const text = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...texts) },
  { weight: 1, arbitrary: fc.constantFrom(...named, '/srv/${principal.id}/', '${session.n}${agent}') },
);
const operand: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...scalars, null) },
  { weight: 2, arbitrary: fc.constantFrom(...wholes) },
  { weight: 1, arbitrary: fc.constantFrom(...named) },
);
const glob = fc
  .array(fc.constantFrom('*', 'a', 'caf\u00e9', 'e\u0301', '${principal.id}', '5'), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join(''));
const oneOrMore = <T>(item: fc.Arbitrary<T>) =>
  fc.oneof(item, fc.array(item, { minLength: 1, maxLength: 3 }));
const types = fc.constantFrom('null', 'boolean', 'number', 'integer', 'string', 'array', 'object');

/** The plain predicates of one value. */
const plain: fc.Arbitrary<Test> = fc.oneof(
  fc.record({ equals: operand }),
  fc.record({ in: fc.array(operand, { minLength: 1, maxLength: 3 }) }),
  fc.record({ startsWith: oneOrMore(text) }),
  fc.record({ endsWith: oneOrMore(text) }),
  fc.record({ contains: oneOrMore(text) }),
  fc.record({ glob: oneOrMore(glob) }),
  fc.record({ min: fc.constantFrom(0, 1, 5) }),
  fc.record({ max: fc.constantFrom(0, 5, 10) }),
  fc.record({ minLength: fc.nat(3) }),
  fc.record({ maxLength: fc.nat(5) }),
);

const shape: fc.Arbitrary<Test> = fc.oneof(
  fc.record({ exists: fc.boolean() }),
  fc.record({ type: oneOrMore(types) }),
);

/** A test of one argument: plain predicates, and others around them. */
const arbitraryTest: fc.Arbitrary<Test> = fc.letrec<{ test: Test }>((tie) => ({
  test: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'test' },
    { weight: 5, arbitrary: plain },
    { weight: 1, arbitrary: shape },
    { weight: 1, arbitrary: fc.tuple(plain, plain).map(([one, other]) => ({ ...one, ...other })) },
    { weight: 1, arbitrary: fc.record({ not: tie('test') }) },
    { weight: 1, arbitrary: fc.record({ each: tie('test') }) },
    { weight: 1, arbitrary: fc.record({ any: tie('test') }) },
  ),
})).test;

/** A test whose every predicate is met by values alone: none turned round, none that asks for the shape. */
export const arbitraryPlainTest: fc.Arbitrary<Test> = fc.oneof(
  { weight: 6, arbitrary: plain },
  { weight: 1, arbitrary: fc.tuple(plain, plain).map(([one, other]) => ({ ...one, ...other })) },
  { weight: 1, arbitrary: fc.record({ each: plain }) },
  { weight: 1, arbitrary: fc.record({ any: plain }) },
);

const argumentName = fc.constantFrom('x', 'x', 'x', 'y', 'f.o', 'i\\.d', '__proto__');

function tests(test: fc.Arbitrary<Test>) {
  return fc.dictionary(argumentName, test, { minKeys: 1, maxKeys: 2 });
}

/** Conditions of a rule. */
export function arbitraryCondition(list: 'allow' | 'deny' | 'ask'): fc.Arbitrary<ConditionValue> {
  const parts = fc.record(
    {
      when: tests(arbitraryTest),
      unless: tests(arbitraryTest),
      closed: fc.boolean(),
      missing: fc.constant('match' as const),
    },
    { requiredKeys: [] },
  );
  return parts.map((condition) => {
    const made: ConditionValue = condition;
    if (list === 'allow') delete made.missing;
    return made;
  });
}

/** A value of any kind, most often one that operands meet. */
export const arbitraryValue: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, depthIdentifier: 'value' },
    { weight: 8, arbitrary: fc.constantFrom(...scalars, null) },
    { weight: 2, arbitrary: fc.constantFrom(...wholes) },
    { weight: 3, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
    { weight: 1, arbitrary: fc.record({ k: tie('value') }) },
  ),
})).value;

/** Arguments that such conditions meet. */
export const arbitraryArguments = fc
  .record(
    {
      x: arbitraryValue,
      y: arbitraryValue,
      f: fc.oneof(
        fc.record({ o: arbitraryValue }),
        fc.array(fc.record({ o: arbitraryValue }), { maxLength: 2 }),
        arbitraryValue,
      ),
      'i.d': arbitraryValue,
      proto: arbitraryValue,
    },
    { requiredKeys: [] },
  )
  .map(({ proto, ...args }) =>
    // A key of its own, as JSON text gives it.
    proto === undefined ? args : Object.fromEntries([...Object.entries(args), ['__proto__', proto]]),
  );

/** What calls bring besides their arguments. */
export const arbitraryCallContext = fc.record(
  {
    principal: fc.constantFrom<unknown>(
      { id: 'u1' },
      { id: 5 },
      { id: '' },
      { id: null },
      { id: ['u1'] },
      'u1',
      null,
    ),
    session: fc.constantFrom<unknown>({ n: 5 }, { n: 'a', user: { id: 'u1' } }, { n: true }, {}),
    context: fc.constantFrom<unknown>(
      { workspace: '/srv/u1/a', x: 'ab' },
      { workspace: 5 },
      { x: { y: 1 } },
      [],
    ),
  },
  { requiredKeys: [] },
);
