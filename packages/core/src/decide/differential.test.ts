import fc from 'fast-check';
import { expect, it } from 'vitest';
import { evaluate } from '../../../../spec/reference/evaluate.js';
import { parsePolicyDocument } from '../compile/parse-policy-document.ts';
import {
  arbitraryCall,
  arbitraryConditionalCall,
  arbitraryConditionalDocument,
  arbitraryDocument,
  type DocumentValue,
} from '../testing/arbitrary-document.ts';
import { createEngine, type Engine } from './engine.ts';
import type { ToolCall } from './tool-call.ts';

const documents = 2_500;
const callsEach = 10;
const seed = Number(process.env.PROVISO_SEED ?? Date.now() % 2 ** 31);

/** What two implementations must agree on. */
function answerOf(engine: Engine, call: ToolCall) {
  const { action, code, scope, rule } = engine.decide(call);
  const { path, list, pattern, group } = rule ?? {};
  return {
    action,
    code,
    scope,
    rule: rule && { path, list, pattern, ...(group !== undefined && { group }) },
  };
}

function engineOf(value: DocumentValue): Engine {
  const parsed = parsePolicyDocument(value);
  if (!parsed.ok) throw new Error(`a generated document was refused: ${JSON.stringify(parsed.issues)}`);
  return createEngine(parsed.document);
}

class Tally {
  readonly counts = new Map<string, number>();
  compared = 0;

  add({ action, code }: { readonly action: string; readonly code: string }): void {
    this.compared += 1;
    for (const key of [action, code]) this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  /** Fails where some answer hardly ever came: then nothing was compared. */
  expectEverything(): void {
    expect(this.compared).toBeGreaterThanOrEqual(20_000);
    for (const action of ['allow', 'deny', 'ask'])
      expect(this.counts.get(action) ?? 0, action).toBeGreaterThan(this.compared / 100);
    for (const code of codes) expect(this.counts.get(code) ?? 0, code).toBeGreaterThan(this.compared / 500);
  }
}

const codes = [
  'allowed',
  'allowed_by_default',
  'not_allowed',
  'denied',
  'optional_not_allowed',
  'approval_required',
];

it(`R17 to R22: the engine answers as the reference does (seed ${seed})`, () => {
  const tally = new Tally();
  let remembered = 0;
  const property = fc.property(
    arbitraryDocument,
    fc.array(arbitraryCall, { minLength: callsEach, maxLength: callsEach }),
    (value, calls) => {
      const engine = engineOf(value);
      for (const call of calls) {
        const expected = evaluate(value, call);
        expect(answerOf(engine, call)).toEqual({ ...expected, rule: expected.rule });
        tally.add(expected);
        // The proof that the index answers: the second time the very same frozen object comes back.
        if (call.callers === undefined || call.callers.length === 0) {
          expect(engine.decide({ ...call })).toBe(engine.decide(call));
          remembered += 1;
        }
      }
    },
  );
  fc.assert(property, { numRuns: documents, seed });
  console.info(
    `differential: ${tally.compared} decisions, ${remembered} asked twice, seed ${seed}`,
    tally.counts,
  );
  tally.expectEverything();
  expect(remembered).toBeGreaterThan(tally.compared / 3);
});

it(`R40 to R46: the engine judges arguments as the reference does (seed ${seed})`, () => {
  const tally = new Tally();
  let mattered = 0;
  const property = fc.property(
    arbitraryConditionalDocument,
    fc.array(arbitraryConditionalCall, { minLength: callsEach, maxLength: callsEach }),
    (value, calls) => {
      const engine = engineOf(value);
      for (const call of calls) {
        const expected = evaluate(value, call);
        expect(answerOf(engine, call)).toEqual({ ...expected, rule: expected.rule });
        tally.add(expected);
        if (evaluate(value, { ...call, args: undefined }).code !== expected.code) mattered += 1;
      }
    },
  );
  fc.assert(property, { numRuns: documents, seed });
  console.info(`conditions: ${tally.compared} decisions, seed ${seed}`, tally.counts);
  tally.expectEverything();
  // The proof that conditions were judged: without the arguments the answer would have been another.
  expect(mattered).toBeGreaterThan(tally.compared / 20);
});
