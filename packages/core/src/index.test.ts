import { expect, expectTypeOf, it } from 'vitest';
import * as core from './index.ts';

it('exports exactly these names', () => {
  expect(Object.keys(core).sort()).toEqual([
    'DocumentPlace',
    'PolicyAction',
    'PolicyDocumentError',
    'PolicyEngine',
    'ToolPolicy',
    'ToolPolicyViolation',
    'assertPolicyDocument',
    'canonicalJson',
    'consoleLogger',
    'createEngine',
    'createGuard',
    'decisionCodes',
    'digestJson',
    'formatPath',
    'guardTool',
    'guardTools',
    'holdsForSome',
    'isToolPolicyViolation',
    'issueCodes',
    'matchesPattern',
    'parsePolicyDocument',
    'quoteName',
    'readAllTemplated',
    'readObject',
    'readTexts',
    'refuseAll',
    'snapshotJson',
    'suggest',
  ]);
});

it('has exactly these codes', () => {
  expect(core.decisionCodes).toEqual([
    'allowed',
    'allowed_by_default',
    'approval_required',
    'not_allowed',
    'denied',
    'optional_not_allowed',
    'call_invalid',
    'args_invalid',
    'policy_unavailable',
    'audit_unavailable',
    'engine_fault',
  ]);
  expect(core.issueCodes).toHaveLength(20);
  expect(new core.ToolPolicyViolation('x').code).toBe('tool_policy_violation');
});

it('has these defaults', () => {
  const policy = new core.ToolPolicy();
  expect([policy.allow.size, policy.deny.size, policy.optionalTools.size]).toEqual([0, 0, 0]);
  expect(new core.PolicyEngine().check('anything')).toBe('allow');
  expect(core.consoleLogger.info).toBeUndefined();
});

it('has these types', () => {
  expectTypeOf<core.PolicyAction>().toEqualTypeOf<'allow' | 'deny'>();
  expectTypeOf<core.Decision['action']>().toEqualTypeOf<'allow' | 'deny' | 'ask'>();
  expectTypeOf(core.PolicyAction.ALLOW).toEqualTypeOf<'allow'>();
  expectTypeOf<core.Engine>().toExtend<core.DecisionPoint>();
  // @ts-expect-error: a document comes from parsePolicyDocument
  expect(() => core.createEngine({ version: 1, global: { default: 'deny' } })).toThrow(TypeError);
});
