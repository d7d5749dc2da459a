import fc from 'fast-check';
import type { ToolCall } from '../decide/tool-call.ts';
import { arbitraryArguments, arbitraryCallContext, arbitraryCondition } from './arbitrary-condition.ts';

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
// With conditions few names will do: what differs is the arguments.
const conditionalNames = ['read', 'read', 'Read', '*', 'write_file', 'r*', '@one'];

function conditionalEntry(list: Lists): fc.Arbitrary<unknown> {
  const name = fc.constantFrom(...conditionalNames);
  if (list === 'optional') return fc.oneof(name, fc.record({ tool: name }));
  const rule = fc.tuple(name, arbitraryCondition(list)).map(([tool, condition]) => ({ tool, ...condition }));
  return fc.oneof({ weight: 5, arbitrary: rule }, { weight: 1, arbitrary: name });
}

type EntryOf = (list: Lists) => fc.Arbitrary<unknown>;

const all: readonly Lists[] = ['allow', 'deny', 'optional', 'ask'];

interface PolicyShape {
  readonly lists: readonly Lists[];
  readonly parents: readonly string[];
  readonly entryOf: EntryOf;
}

function policy({ lists, parents, entryOf }: PolicyShape): fc.Arbitrary<PolicyValue> {
  const shape = {
    default: fc.constantFrom('allow' as const, 'deny' as const),
    ...(parents.length > 0 && { extends: fc.uniqueArray(fc.constantFrom(...parents), { minLength: 1 }) }),
    ...Object.fromEntries(
      lists.map((list) => [list, fc.array(entryOf(list), { minLength: 1, maxLength: 4 })]),
    ),
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

function documentsOf(entryOf: EntryOf): fc.Arbitrary<DocumentValue> {
  const guarded: readonly Lists[] = ['allow', 'deny', 'ask'];
  return fc
    .record(
      {
        groups: fc.record({
          one: fc.array(fc.constantFrom(...exactNames, ...patterns), { minLength: 1, maxLength: 3 }),
          two: fc.array(fc.constantFrom(...exactNames, '@one'), { minLength: 1, maxLength: 3 }),
        }),
        policies: fc.record({
          floor: policy({ lists: guarded, parents: [], entryOf }),
          base: policy({ lists: all, parents: ['floor'], entryOf }),
        }),
        guardrails: policy({ lists: guarded, parents: ['floor'], entryOf }),
        global: policy({ lists: all, parents: ['base', 'floor'], entryOf }),
        agents: fc.dictionary(
          fc.constantFrom(...agentNames.slice(0, 3)),
          policy({ lists: all, parents: ['base', 'floor', 'global'], entryOf }),
          { maxKeys: 3 },
        ),
      },
      { requiredKeys: ['groups', 'policies', 'global'] },
    )
    .map((parts) => ({ version: 1, ...parts }));
}

/** Valid documents with names only: groups, inheritance, guardrails and agents. */
export const arbitraryDocument: fc.Arbitrary<DocumentValue> = documentsOf(() => entry);

/** One list with few rules for the name that is called most: here the arguments decide. */
const arbitraryConditionalPolicy: fc.Arbitrary<DocumentValue> = fc
  .constantFrom('allow' as const, 'deny' as const, 'ask' as const, 'gate' as const)
  .chain((kind) => {
    const list = kind === 'gate' ? 'ask' : kind;
    const rule = arbitraryCondition(list).map((condition) => ({ tool: 'read', ...condition }));
    return fc.array(rule, { minLength: 1, maxLength: 2 }).map((rules) => ({
      version: 1,
      groups: { one: ['read'], two: ['@one'] },
      global: { ...(kind === 'gate' && { default: 'deny' as const }), [list]: rules },
    }));
  });

/** Valid documents whose rules have conditions of plain predicates. */
export const arbitraryConditionalDocument: fc.Arbitrary<DocumentValue> = fc.oneof(
  { weight: 2, arbitrary: documentsOf(conditionalEntry) },
  { weight: 3, arbitrary: arbitraryConditionalPolicy },
);

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

/** Entries to add to a deny or an ask list. */
export const arbitraryEntry: fc.Arbitrary<unknown> = fc.oneof(entry, conditionalEntry('deny'));

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

/** Calls that meet documents with conditions; now and then their arguments are unknown. */
export const arbitraryConditionalCall: fc.Arbitrary<ToolCall> = fc
  .record(
    {
      tool: fc.constantFrom('read', 'read', 'READ', 'write_file'),
      agent,
      callers: fc.array(fc.constantFrom(...agentNames, ''), { maxLength: 1 }),
      args: fc.option(arbitraryArguments, { nil: undefined, freq: 15 }),
      brought: arbitraryCallContext,
    },
    { requiredKeys: ['tool', 'args', 'brought'] },
  )
  .map(({ brought, args, ...call }) => ({ ...call, ...brought, ...(args !== undefined && { args }) }));
