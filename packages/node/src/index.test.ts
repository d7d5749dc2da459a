import { expect, it } from 'vitest';
import * as node from './index.ts';

it('exports these names and no others', () => {
  expect(Object.keys(node).sort()).toEqual([
    'formatIssues',
    'loadPredicates',
    'openDecisionLog',
    'readDecisionLog',
    'readPolicyFile',
    'readPolicyFileSync',
    'readPolicyText',
    'readStrictJson',
    'resolvePath',
    'watchPolicyFile',
  ]);
});
