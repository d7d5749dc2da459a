import fc from 'fast-check';
import { expect, it } from 'vitest';
import { evaluate } from '../../../../spec/reference/evaluate.js';
import { parsePolicyDocument } from '../compile/parse-policy-document.ts';
import { arbitraryCall, arbitraryDocument } from '../testing/arbitrary-document.ts';
import { createEngine } from './engine.ts';

const documents = 2_500;
const callsEach = 10;
const seed = Number(process.env.PROVISO_SEED ?? Date.now() % 2 ** 31);

it(`R17 to R22: the engine answers as the reference does (seed ${seed})`, () => {
  let compared = 0;
  let remembered = 0;
  const actions = new Map<string, number>();
  const codes = new Map<string, number>();
  const property = fc.property(
    arbitraryDocument,
    fc.array(arbitraryCall, { minLength: callsEach, maxLength: callsEach }),
    (value, calls) => {
      const parsed = parsePolicyDocument(value);
      if (!parsed.ok) throw new Error(`a generated document was refused: ${JSON.stringify(parsed.issues)}`);
      const engine = createEngine(parsed.document);
      for (const call of calls) {
        const expected = evaluate(value, call);
        const decision = engine.decide(call);
        const rule = decision.rule && {
          path: decision.rule.path,
          list: decision.rule.list,
          pattern: decision.rule.pattern,
          ...(decision.rule.group !== undefined && { group: decision.rule.group }),
        };
        expect({ action: decision.action, code: decision.code, scope: decision.scope, rule }).toEqual({
          ...expected,
          rule: expected.rule,
        });
        compared += 1;
        actions.set(decision.action, (actions.get(decision.action) ?? 0) + 1);
        codes.set(decision.code, (codes.get(decision.code) ?? 0) + 1);
        // The proof that the index answers: the second time the very same frozen object comes back.
        if (call.callers === undefined || call.callers.length === 0) {
          expect(engine.decide({ ...call })).toBe(decision);
          remembered += 1;
        }
      }
    },
  );
  fc.assert(property, { numRuns: documents, seed });
  console.info(
    `differential: ${compared} decisions, ${remembered} of them asked twice, seed ${seed}, ${JSON.stringify([...codes])}`,
  );
  expect(compared).toBeGreaterThanOrEqual(20_000);
  expect(remembered).toBeGreaterThan(compared / 3);
  for (const action of ['allow', 'deny', 'ask'])
    expect(actions.get(action) ?? 0, action).toBeGreaterThan(compared / 100);
  for (const code of [
    'allowed',
    'allowed_by_default',
    'not_allowed',
    'denied',
    'optional_not_allowed',
    'approval_required',
  ]) {
    expect(codes.get(code) ?? 0, code).toBeGreaterThan(compared / 500);
  }
});
