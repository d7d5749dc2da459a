import { createEngine } from '@proviso/core';
import { expect, it } from 'vitest';
import { readPolicyText } from '../policy-file/read-policy-text.ts';
import { loadPredicates } from './load-predicates.ts';

const text = `version: 1
global:
  allow:
    - { tool: query, when: { q: { sql: { statements: select } } } }
    - { tool: grep, when: { pattern: { matches: "[a-z]+" } } }
`;

it('R48: a document that mentions `sql` or `matches` is read with them, and refused without', async () => {
  expect((await loadPredicates('version: 1')).length).toBe(0);
  const names = (await loadPredicates(text)).map(({ name }) => name);
  expect(names).toEqual(['matches', 'sql']);
  const without = readPolicyText(text);
  expect(without).toMatchObject({
    ok: false,
    issues: [{ code: 'unknown_predicate' }, { code: 'unknown_predicate' }],
  });
  const read = readPolicyText(text, { predicates: await loadPredicates() });
  if (!read.ok) return expect.unreachable(JSON.stringify(read.issues));
  const engine = createEngine(read.document);
  const action = (tool: string, args: object) => engine.decide({ tool, args }).action;
  expect(action('query', { q: 'select 1' })).toBe('allow');
  expect(action('query', { q: 'delete from t' })).toBe('deny');
  expect(action('grep', { pattern: 'abc' })).toBe('allow');
  expect(action('grep', { pattern: 'abc; rm' })).toBe('deny');
});
