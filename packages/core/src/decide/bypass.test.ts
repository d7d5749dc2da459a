import { describe, expect, it } from 'vitest';
import { readDecisionVectors } from '../../../../spec/read-vectors.ts';
import { parsePolicyDocument } from '../compile/parse-policy-document.ts';
import { builtinPredicates } from '../predicate/builtin-predicates.ts';
import { createEngine } from './engine.ts';
import type { ToolCall } from './tool-call.ts';

const words = ['**', ...builtinPredicates.map(({ name }) => name)];
const files = readDecisionVectors(words).filter(({ predicates = [] }) => predicates.length > 0);

it('finds the corpus of every predicate that core has', () => {
  const parsing = new Set(files.flatMap(({ predicates = [] }) => predicates));
  expect(['**', 'path', 'url', 'shell', 'email', 'cidr'].filter((word) => words.includes(word))).toEqual(
    ['**', 'path', 'url', 'shell', 'email', 'cidr'].filter((word) => parsing.has(word)),
  );
  expect(files.reduce((count, { cases }) => count + cases.length, 0)).toBeGreaterThanOrEqual(400);
});

describe.each(files)('$rule: $file', ({ cases }) => {
  it.each(cases)('$class, $name', ({ document, call, expect: expected, note }) => {
    const parsed = parsePolicyDocument(document);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
    const engine = createEngine(parsed.document, { logger: { warn: () => undefined } });
    const { action, code, rule, scope } = engine.decide(call as ToolCall);
    expect({ action, code, rule: rule?.path, ...scope }, note).toEqual({ rule: undefined, ...expected });
  });
});
