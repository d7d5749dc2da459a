import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../../spec/reference/evaluate.js';
import { parsePolicyDocument } from '../compile/parse-policy-document.ts';
import type { JsonValue } from '../json/json-value.ts';
import { arbitraryPlainTest, arbitraryValue } from '../testing/arbitrary-condition.ts';
import { arbitraryMutation, type Mutation } from '../testing/mutate-argument.ts';
import { createEngine } from './engine.ts';
import type { ToolCall } from './tool-call.ts';

const seed = Number(process.env.PROVISO_SEED ?? Date.now() % 2 ** 31);
const context = { principal: { id: 'u1' }, session: { n: 5 }, context: { workspace: '/srv/u1' }, agent: 'a' };

type Test = Record<string, unknown>;

/** Where the tested value stands in the arguments, and ways to change what it stands in. */
const places: Readonly<Record<string, (value: JsonValue) => readonly Record<string, JsonValue>[]>> = {
  x: (x) => [{ x }, { x, X: 'zzz', 'x ': 'zzz' }],
  'i\\.d': (value) => [{ 'i.d': value }, { 'i.d': value, i: { d: 'zzz' } }],
  'f.o': (o) => [
    { f: { o } },
    { f: [{ o }] },
    { f: [{ o: 'zzz' }, { o }] },
    { f: [[{ o }], 'zzz'] },
    { f: 'o' },
    { f: 5 },
  ],
};

/** Scalars the test was made for, so that it surely holds for a good part of them. */
function hintsOf(test: Test): JsonValue[] {
  return Object.entries(test).flatMap(([word, operand]): JsonValue[] => {
    if (word === 'each' || word === 'any') return hintsOf(operand as Test).map((hint) => [hint, hint]);
    const operands = (Array.isArray(operand) ? operand : [operand]) as JsonValue[];
    if (word === 'minLength' || word === 'maxLength') return ['', 'abcdef'];
    const scalars = operands.filter((one) => typeof one !== 'object');
    return scalars.flatMap((one): JsonValue[] => {
      if (typeof one !== 'string') return [one];
      const text = one.replace('${principal.id}', 'u1').replaceAll('*', 'q');
      return [text, ...(word === 'equals' || word === 'in' ? [] : [`${text}q`, `q${text}`, `q${text}q`])];
    });
  });
}

const isScalar = (value: JsonValue) => typeof value !== 'object';
/** A whole array or object is what it is: another one is another value, not the same one in disguise. */
const isPlain = (value: JsonValue) =>
  isScalar(value) || (Array.isArray(value) && value.length > 0 && value.every(isScalar));
/** Where every element is asked about, another element makes another call; so do lengths in another normal form. */
const isAnotherCall = (test: Test, mutation: string) =>
  (Object.hasOwn(test, 'each') && /behind|before/.test(mutation)) ||
  (hasLength(test) && /NF[CD]/.test(mutation));
const hasLength = (test: Test): boolean => /(min|max)Length/.test(JSON.stringify(test));
const readsArrays = (test: Test): boolean =>
  Object.entries(test).some(([word, operand]) =>
    word === 'equals'
      ? Array.isArray(operand)
      : word === 'in' && (operand as JsonValue[]).some(Array.isArray),
  );

/** Policies in which the rule is one of the reasons to deny, all of which must bite. */
function denying(rule: object): readonly object[] {
  return [
    { version: 1, global: { deny: [rule] } },
    { version: 1, global: { allow: ['*'], deny: ['other', rule] } },
    { version: 1, guardrails: { deny: [rule] }, global: { ask: ['other'] } },
    {
      version: 1,
      policies: { p: { deny: [rule] } },
      global: { extends: ['p'] },
      agents: { b: { deny: ['x'] } },
    },
  ];
}

function engineOf(value: unknown) {
  const parsed = parsePolicyDocument(value);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return createEngine(parsed.document);
}

const triples = fc.record({
  test: arbitraryPlainTest,
  name: fc.constantFrom(...Object.keys(places)),
  policy: fc.nat(3),
  others: fc.array(arbitraryValue, { minLength: 4, maxLength: 4 }),
  changes: fc.array(arbitraryMutation, { minLength: 6, maxLength: 6 }),
});

describe('L3: arguments in disguise', () => {
  it(`what a deny rule surely denies stays denied, and what is let in surely belongs there (seed ${seed})`, () => {
    const counts = { triples: 0, denied: 0, gated: 0, opened: 0 };
    const property = fc.property(triples, ({ test, name, policy, others, changes }) => {
      const rule = { tool: 'get', when: { [name]: test } };
      const permitting = { version: 1, global: { allow: [rule] } };
      const [permits, denies] = [engineOf(permitting), engineOf(denying(rule)[policy])];
      const place = places[name] as (typeof places)[string];
      const callsWith = (value: JsonValue): ToolCall[] =>
        place(value).map((args) => ({ tool: 'get', args, ...context }));

      for (const value of [...hintsOf(test), ...others]) {
        const [call] = callsWith(value) as [ToolCall];
        const surely = permits.decide(call).action === 'allow';
        for (const [mutation, change] of changes as [string, Mutation][]) {
          for (const changed of callsWith(change(value))) {
            counts.triples += 1;
            const told = () => `${mutation}: ${JSON.stringify({ rule, call, changed })}`;
            if (
              surely &&
              isPlain(value) &&
              !(Array.isArray(value) && readsArrays(test)) &&
              !isAnotherCall(test, mutation)
            ) {
              counts.denied += 1;
              if (denies.decide(changed).action === 'allow') throw new Error(`a flip, ${told()}`);
            }
            if (surely) continue;
            counts.gated += 1;
            if (permits.decide(changed).action !== 'allow') continue;
            counts.opened += 1;
            if (evaluate(permitting, changed).action !== 'allow') throw new Error(`let in, ${told()}`);
          }
        }
      }
    });
    fc.assert(property, { numRuns: 3_500, seed });
    console.info(`mutated arguments: ${JSON.stringify(counts)}, seed ${seed}`);
    expect(counts.denied).toBeGreaterThanOrEqual(100_000);
    expect(counts.gated).toBeGreaterThanOrEqual(100_000);
    expect(counts.opened).toBeGreaterThan(100);
  });
});
