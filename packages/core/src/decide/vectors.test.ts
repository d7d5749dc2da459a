import { describe, expect, it } from 'vitest';
import { readDecisionVectors, readVectors } from '../../../../spec/read-vectors.ts';
import { parsePolicyDocument } from '../compile/parse-policy-document.ts';
import { createEngine } from './engine.ts';
import type { ToolCall } from './tool-call.ts';

const files = readDecisionVectors();

function documentOf(value: unknown) {
  const parsed = parsePolicyDocument(value);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.document;
}

it('finds the vectors', () => {
  expect(files.reduce((count, { cases }) => count + cases.length, 0)).toBeGreaterThanOrEqual(450);
});

describe.each(files)('$rule: $file through the engine', ({ cases }) => {
  it.each(cases)('$name', ({ document, call, expect: { check, visible, ...expected } }) => {
    const engine = createEngine(documentOf(document), { logger: { warn: () => undefined } });
    const { tool = '', agent } = (call ?? {}) as Partial<ToolCall>;
    for (const round of ['first', 'remembered']) {
      const { action, code, rule, scope } = engine.decide(call as ToolCall);
      const { path, pattern, group } = rule ?? {};
      const found = { action, code, rule: path, ...scope, pattern, group };
      // What a vector leaves out is not compared, but for the rule: a decision without one must not name one.
      const unstated = Object.keys(found).filter((key) => key !== 'rule' && !Object.hasOwn(expected, key));
      for (const key of unstated) delete found[key as keyof typeof found];
      expect({ round, ...found }).toEqual({ round, rule: undefined, ...expected });
    }
    if (check !== undefined) expect(engine.check(tool, agent)).toBe(check);
    if (visible !== undefined)
      expect(engine.decide({ ...(call as ToolCall), args: undefined }).action !== 'deny').toBe(visible);
  });
});

describe('R25: digests', () => {
  it.each(readVectors('digest.json').cases)('$name', ({ document, digest }) => {
    expect(documentOf(document).digest).toBe(digest);
  });
});
