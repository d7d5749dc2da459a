import { describe, expect, it } from 'vitest';
import { parsePolicyDocument } from '../document/parse-policy-document.ts';
import { loadDecisionVectors } from '../testing/load-vectors.ts';
import { createEngine } from './engine.ts';

const files = loadDecisionVectors();

it('finds the vectors', () => {
  expect(files.reduce((count, { cases }) => count + cases.length, 0)).toBeGreaterThanOrEqual(250);
});

describe.each(files)('$rule: $file through the engine', ({ cases }) => {
  it.each(cases)('$name', ({ document, call, expect: expected }) => {
    const parsed = parsePolicyDocument(document);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
    const engine = createEngine(parsed.document, { logger: { warn: () => undefined } });
    for (const round of ['first', 'remembered']) {
      const decision = engine.decide(call);
      expect(
        {
          round,
          action: decision.action,
          code: decision.code,
          rule: decision.rule?.path,
          layer: decision.scope.layer,
        },
        JSON.stringify(decision, null, 1),
      ).toEqual({
        round,
        action: expected.action,
        code: expected.code,
        rule: expected.rule,
        layer: expected.layer ?? decision.scope.layer,
      });
    }
    if (expected.check !== undefined) expect(engine.check(call.tool, call.agent)).toBe(expected.check);
  });
});
