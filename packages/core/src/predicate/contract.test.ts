import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../json/json-value.ts';
import { bareContext, readPredicate } from '../testing/read-predicate.ts';
import { builtinPredicates } from './builtin-predicates.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import { type Predicate, type PredicateParser, typeOf } from './predicate.ts';
import { allOf, type FoundValue, negate, quantify, testByPredicate, type ValueTest } from './value-test.ts';

/** Operands that a predicate accepts, and texts that are near to what it tells apart. */
interface Row {
  readonly operand: fc.Arbitrary<JsonValue>;
  readonly texts: fc.Arbitrary<string>;
}

const oneOrMore = (...texts: readonly string[]): fc.Arbitrary<JsonValue> =>
  fc.oneof(
    fc.constantFrom(...texts),
    fc.uniqueArray(fc.constantFrom(...texts), { minLength: 1, maxLength: 3 }),
  );
const joined = (separator: string, ...parts: readonly string[]): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...parts), { maxLength: 7 }).map((some) => some.join(separator));
const record = (fields: Record<string, fc.Arbitrary<JsonValue>>): fc.Arbitrary<JsonValue> =>
  fc
    .record(fields, { requiredKeys: [] })
    .filter((value) => Object.keys(value).length > 0)
    .map((value) => value as JsonValue);

const words = ['a', 'b', 'ab', 'e\u0301', '\u00e9', 'A', '${principal.id}', '${session.unset}', 'x-${agent}'];
const scalars: readonly JsonValue[] = [0, 1, -1.5, true, false, null, 'a', '1', 'true', ''];
const scalar = fc.constantFrom(...scalars);
const near = joined('', 'a', 'b', 'A', 'e\u0301', '\u00e9', 'ann', 'x-', ' ');
const number = fc.constantFrom<JsonValue>(-1.5, 0, 1, 3, 1e9);
const length = fc.constantFrom<JsonValue>(0, 1, 3);
const places = oneOrMore(
  '/',
  '/a',
  '/a/*',
  '/a/**/b',
  '**/.b',
  '.',
  'a/b',
  '~',
  '~/.b',
  '${workspace}/a',
  '/a/${principal.id}',
);
const hosts = oneOrMore(
  'example.com',
  '*.example.com',
  '10.0.0.0/8',
  '::1',
  'bücher.example',
  '${principal.id}',
);

/** One line for each predicate: the whole suite then runs on it. */
const rows: Readonly<Record<string, Row>> = {
  equals: {
    operand: fc.oneof(scalar, fc.constantFrom(...words), fc.array(scalar, { maxLength: 2 })),
    texts: near,
  },
  in: { operand: fc.array(scalar, { minLength: 1, maxLength: 3 }), texts: near },
  startsWith: { operand: oneOrMore(...words), texts: near },
  endsWith: { operand: oneOrMore(...words), texts: near },
  contains: { operand: oneOrMore(...words), texts: near },
  glob: { operand: oneOrMore(...words, '*', 'a*', '*b', 'a*${agent}*'), texts: near },
  min: { operand: number, texts: near },
  max: { operand: number, texts: near },
  minLength: { operand: length, texts: near },
  maxLength: { operand: length, texts: near },
  path: {
    operand: record({ within: places, not: places }),
    texts: joined(
      '/',
      '',
      '.',
      '..',
      'a',
      'b',
      '.b',
      '~',
      'A',
      '%2e%2e',
      '*',
      '$x',
      'link',
      'proc',
      'self',
      'root',
      'file:',
    ),
  },
  url: {
    operand: record({
      scheme: oneOrMore('https', 'http'),
      host: hosts,
      port: fc.constant(443),
      path: oneOrMore('/a/*', '/'),
    }),
    texts: joined(
      '',
      'https://',
      'http:',
      '//',
      'example.com',
      'x.',
      '127.1',
      '[::1]',
      ':443',
      '/a/',
      '..',
      '@',
      '%2e',
      '\\',
      ' ',
      '?',
    ),
  },
  email: {
    operand: record({ domain: oneOrMore('example.com', '*.example.com', '${principal.id}') }),
    texts: joined('', 'ann', '@', 'example.com', 'x.', '<', '>', ' ', ',', '"', '\n', 'é', '.'),
  },
  cidr: {
    operand: oneOrMore('10.0.0.0/8', '127.0.0.1', '::1/128', '::ffff:10.0.0.0/104', '0.0.0.0/0'),
    texts: joined('', '10', '.', '0', '127.1', '0x7f', '::', 'ffff:', '1', '%eth0', '[', ']'),
  },
  shell: {
    operand: oneOrMore('git status', 'git *', 'ls', 'rm -rf *', 'npm run test:*'),
    texts: joined(
      ' ',
      'git',
      'status',
      'ls',
      '&&',
      '|',
      '-rf',
      'rm',
      '"a"',
      "'",
      '$x',
      '$(',
      'sudo',
      'bash -c',
      '>',
      '\n',
    ),
  },
};

const folder = fc.constantFrom(undefined, '/', '/a', '/a/b', '/a/link/../b', 'a', '');
const links = fc.constantFrom<((path: string) => string | undefined) | undefined>(
  undefined,
  (path) => path,
  (path) => path.replaceAll('link', 'a').replaceAll('/b', '/a'),
  () => undefined,
  () => 'nowhere',
  () => {
    throw new Error('a resolver that fails');
  },
);
const contexts: fc.Arbitrary<EvaluationContext> = fc
  .record({
    cwd: folder,
    home: folder,
    workspace: folder,
    resolvePath: links,
    id: fc.constantFrom('ann', '', '..', 'a', 5, null),
  })
  .map(({ id, ...environment }) => ({
    ...bareContext,
    agent: 'ann',
    principal: { id },
    environment: Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined)),
  }));

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('\0', '\u200b', '%', '%c0%ae', '{}'),
);
const anyValue: fc.Arbitrary<JsonValue> = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<JsonValue>;

function read(parser: PredicateParser, operand: JsonValue): Predicate {
  const { predicate, issues } = readPredicate(parser, operand);
  if (predicate === undefined || issues.length > 0) throw new Error(JSON.stringify([operand, issues]));
  return predicate;
}

const both = (test: ValueTest, value: FoundValue, context: EvaluationContext) => [
  test.surely(value, context),
  test.possibly(value, context),
];
const onlyPossibly = [false, true];
const notAtAll = [false, false];

it('R48: every predicate there is stands in this suite', () => {
  expect(builtinPredicates.map(({ name }) => name).filter((name) => !Object.hasOwn(rows, name))).toEqual([]);
});

const judged = builtinPredicates.filter(({ name }) => Object.hasOwn(rows, name));

describe.each(judged.map((parser) => [parser.name, parser] as const))('R41: `%s`', (name, parser) => {
  const row = rows[name] as Row;
  const values = fc.oneof({ weight: 3, arbitrary: row.texts as fc.Arbitrary<JsonValue> }, anyText, anyValue);
  const lists = fc.array(values, { minLength: 1, maxLength: 4 });

  it('holds possibly where it holds surely, answers twice the same, and never throws', () => {
    fc.assert(
      fc.property(row.operand, values, contexts, (operand, value, context) => {
        const predicate = read(parser, operand);
        const test = testByPredicate(predicate, false);
        const answers = both(test, value, context);
        expect(answers).not.toEqual([true, false]);
        expect(both(test, value, context)).toEqual(answers);
        expect(both(testByPredicate(read(parser, operand), false), value, context)).toEqual(answers);
        if (typeof value === 'string')
          expect(typeof (predicate.possiblyPiece?.(value, context) ?? true)).toBe('boolean');
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not depend on what was judged before', () => {
    fc.assert(
      fc.property(
        row.operand,
        fc.tuple(values, contexts),
        fc.tuple(values, contexts),
        (operand, one, other) => {
          const test = testByPredicate(read(parser, operand), false);
          const answers = both(test, ...one);
          both(test, ...other);
          expect(both(test, ...one)).toEqual(answers);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('holds possibly and not surely on a value of another type', () => {
    fc.assert(
      fc.property(row.operand, anyValue, contexts, (operand, value, context) => {
        const predicate = read(parser, operand);
        if (value === null || Array.isArray(value) || predicate.reads.has(typeOf(value))) return;
        expect(both(testByPredicate(predicate, false), value, context)).toEqual(onlyPossibly);
      }),
      { numRuns: 500 },
    );
  });

  it('does not hold on what is absent, null or empty, unless `missing: match` says so', () => {
    fc.assert(
      fc.property(row.operand, contexts, (operand, context) => {
        const predicate = read(parser, operand);
        for (const value of predicate.reads.has('null') ? [undefined] : [undefined, null]) {
          expect(both(testByPredicate(predicate, false), value, context)).toEqual(notAtAll);
          expect(both(testByPredicate(predicate, true), value, context)).toEqual(onlyPossibly);
        }
        if (!predicate.reads.has('array'))
          expect(both(testByPredicate(predicate, true), [], context)).toEqual(notAtAll);
      }),
      { numRuns: 200 },
    );
  });

  it('holds surely on an array when it does on every element, possibly when it does on some', () => {
    fc.assert(
      fc.property(row.operand, lists, contexts, (operand, list, context) => {
        const predicate = read(parser, operand);
        if (predicate.reads.has('array')) return;
        const test = testByPredicate(predicate, false);
        const alone = (value: JsonValue) => (value === null ? testByPredicate(predicate, true) : test);
        const every = list.every((value) => alone(value).surely(value, context));
        const some = list.some((value) =>
          Array.isArray(value) && value.length > 0
            ? test.possibly(value, context)
            : alone(value).possibly(value, context),
        );
        expect(both(test, list, context)).toEqual([every, some]);
        expect(both(test, [list], context)).toEqual([every, some]);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps to surely implies possibly within `not`, `each`, `any` and beside others', () => {
    fc.assert(
      fc.property(row.operand, row.operand, lists, contexts, (one, other, list, context) => {
        const first = testByPredicate(read(parser, one), false);
        const second = testByPredicate(read(parser, other), true);
        const all = [
          first,
          allOf([first, second]),
          quantify('each', first, false),
          quantify('any', second, true),
        ];
        for (const test of all) {
          for (const value of [...list, list, undefined]) {
            expect(both(test, value, context)).not.toEqual([true, false]);
            expect(both(negate(test), value, context)).not.toEqual([true, false]);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('reads its operand the same way twice, and reports faults of any other value', () => {
    fc.assert(
      fc.property(anyValue, (operand) => {
        const { predicate, issues } = readPredicate(parser, operand);
        expect(predicate !== undefined || issues.length > 0).toBe(true);
        expect(readPredicate(parser, operand).issues).toEqual(issues);
      }),
      { numRuns: 500 },
    );
  });
});
