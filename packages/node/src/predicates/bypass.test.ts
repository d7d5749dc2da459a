import { assertPolicyDocument, createEngine, type ToolCall } from '@proviso/core';
import { describe, expect, it } from 'vitest';
import { readAllDecisionVectors } from '../../../../spec/read-vectors.ts';
import { loadPredicates } from './load-predicates.ts';

const predicates = await loadPredicates();
const files = readAllDecisionVectors().filter(({ file }) =>
  ['bypass-sql.json', 'bypass-expressions.json'].includes(file),
);

it('finds the files', () => expect(files).toHaveLength(2));

describe.each(files)('$rule: $file', ({ cases }) => {
  it.each(cases)('$name', ({ document, call, expect: { action } }) => {
    const engine = createEngine(assertPolicyDocument(document, { predicates }));
    expect(engine.decide(call as ToolCall).action).toBe(action);
  });
});
