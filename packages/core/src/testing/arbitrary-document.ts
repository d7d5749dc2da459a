import fc from 'fast-check';
import type { ToolCall } from '../decide/tool-call.ts';

type Lists = 'allow' | 'deny' | 'optional' | 'ask';

/** A policy as a plain value. */
export interface PolicyValue {
  extends?: string[];
  default?: 'allow' | 'deny';
  allow?: unknown[];
  deny?: unknown[];
  optional?: unknown[];
  ask?: unknown[];
}

/** A document as a plain value, valid by construction. */
export interface DocumentValue {
  version: 1;
  groups?: Record<string, string[]>;
  policies?: Record<string, PolicyValue>;
  guardrails?: PolicyValue;
  global: PolicyValue;
  agents?: Record<string, PolicyValue>;
}

// Few and alike, so that entries and calls meet, by spelling, by case, by width and by invisible characters.
const exactNames = [
  'read',
  'Read',
  'ｒｅａｄ',
  'write_file',
  'WRITE_file',
  'git',
  'gitevil',
  '__proto__',
  'constructor',
  'ǆ',
  'mcp/fs/read',
];
const patterns = [
  '*',
  'read*',
  '*_file',
  'w*e*',
  'git*',
  '*i*',
  'mcp/*',
  'R*',
  'resource:file:///*?x=1',
  '__*__',
];
const calledNames = [
  ...exactNames,
  '',
  ' read',
  'read\u200b',
  're\u00adad',
  'READ',
  'ﬁle',
  'toString',
  'Ǆ',
  'write',
  'gi\u0000t',
  'resource:file:///a?x=1',
  'MCP/fs/READ',
];
const agentNames = ['a', 'b', '__proto__', 'stranger'];
const references = [...exactNames, ...patterns, '@one', '@two'];

const entry = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...references) },
  {
    weight: 1,
    arbitrary: fc.record({
      tool: fc.oneof(
        fc.constantFrom(...references),
        fc.array(fc.constantFrom(...references), { minLength: 1, maxLength: 3 }),
      ),
    }),
  },
);
const entries = fc.array(entry, { minLength: 1, maxLength: 4 });

const all: readonly Lists[] = ['allow', 'deny', 'optional', 'ask'];

function policy(lists: readonly Lists[], parents: readonly string[]): fc.Arbitrary<PolicyValue> {
  const shape = {
    default: fc.constantFrom('allow' as const, 'deny' as const),
    ...(parents.length > 0 && { extends: fc.uniqueArray(fc.constantFrom(...parents), { minLength: 1 }) }),
    ...Object.fromEntries(lists.map((list) => [list, entries])),
  };
  // Most lists are thinned out again: where every list stands, nearly everything is denied.
  const thinned = fc.tuple(
    fc.record(shape, { requiredKeys: [] }),
    fc.array(fc.nat(2), { minLength: 4, maxLength: 4 }),
  );
  return thinned.map(([value, keep]) => {
    const made: PolicyValue = value;
    all.forEach((list, index) => {
      if (keep[index] !== 0) delete made[list];
    });
    if (made.default === 'allow' && made.allow !== undefined) delete made.default;
    return Object.keys(made).length === 0 ? { default: 'allow' } : made;
  });
}

/** Valid documents with names only: groups, inheritance, guardrails and agents. */
export const arbitraryDocument: fc.Arbitrary<DocumentValue> = fc
  .record(
    {
      groups: fc.record({
        one: fc.array(fc.constantFrom(...exactNames, ...patterns), { minLength: 1, maxLength: 3 }),
        two: fc.array(fc.constantFrom(...exactNames, '@one'), { minLength: 1, maxLength: 3 }),
      }),
      policies: fc.record({
        floor: policy(['allow', 'deny', 'ask'], []),
        base: policy(all, ['floor']),
      }),
      guardrails: policy(['allow', 'deny', 'ask'], ['floor']),
      global: policy(all, ['base', 'floor']),
      agents: fc.dictionary(
        fc.constantFrom(...agentNames.slice(0, 3)),
        policy(all, ['base', 'floor', 'global']),
        { maxKeys: 3 },
      ),
    },
    { requiredKeys: ['groups', 'policies', 'global'] },
  )
  .map((parts) => ({ version: 1, ...parts }));

/** Documents that use kernel words only: one list of exact names each. */
export const arbitraryKernelPolicy = fc.record({
  allow: fc.uniqueArray(fc.constantFrom(...exactNames), { maxLength: 4 }),
  deny: fc.uniqueArray(fc.constantFrom(...exactNames), { maxLength: 4 }),
  optional: fc.uniqueArray(fc.constantFrom(...exactNames), { maxLength: 4 }),
});

export const arbitraryName = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...calledNames) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
);

export const arbitraryEntry = entry;

const agent = fc.option(fc.constantFrom(...agentNames, ''), { nil: undefined });

/** Calls that meet such documents. */
export const arbitraryCall: fc.Arbitrary<ToolCall> = fc.record(
  {
    tool: arbitraryName,
    agent,
    callers: fc.array(fc.constantFrom(...agentNames, ''), { maxLength: 3 }),
    args: fc.constant({ path: 'a' }),
  },
  { requiredKeys: ['tool'] },
);
