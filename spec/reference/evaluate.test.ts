import { describe, expect, test } from 'vitest';
import { readDecisionVectors, readVectors } from '../read-vectors.ts';
import { evaluate, kernelCheck } from './evaluate.js';

describe.each(readDecisionVectors())('$file ($rule)', ({ cases }) => {
  test.each(cases)('$name', ({ document, call, expect: expected }) => {
    const { action, code, rule, scope } = evaluate(document, call);
    const { check, visible, pattern, group, rule: path, ...plain } = expected;
    expect({ action, code, ...scope }).toEqual(plain);
    expect(rule?.path).toBe(path);
    if (pattern !== undefined) expect(rule?.pattern).toBe(pattern);
    if (group !== undefined) expect(rule?.group).toBe(group);
    if (check !== undefined) expect(action === 'allow' ? 'allow' : 'deny').toBe(check);
    if (visible !== undefined) expect(action === 'allow' || action === 'ask').toBe(visible);
  });
});

describe('kernel.json (R2)', () => {
  test.each(readVectors('kernel.json').cases)('$name', ({ globalPolicy, agentPolicies, steps }) => {
    for (const { tool, agent, expect: expected } of steps) {
      expect(kernelCheck({ globalPolicy, agentPolicies }, tool, agent), JSON.stringify({ tool, agent })).toBe(
        expected,
      );
    }
  });
});

test('a call that was decided leaves the document as it was (L4)', () => {
  for (const { cases } of readDecisionVectors()) {
    for (const { document, call } of cases) {
      const before = JSON.stringify(document);
      const first = JSON.stringify(evaluate(document, call));
      expect(JSON.stringify(evaluate(document, call))).toBe(first);
      expect(JSON.stringify(document)).toBe(before);
    }
  }
});
