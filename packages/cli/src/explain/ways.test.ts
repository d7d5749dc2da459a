import { createEngine, parsePolicyDocument, type ToolCall } from '@proviso/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesAsWritten, notesOf } from './notes.ts';
import { wayTo } from './ways.ts';

function look(value: object, call: ToolCall) {
  const parsed = parsePolicyDocument(value);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  const { document } = parsed;
  const decision = createEngine(document).decide(call);
  return {
    action: decision.action,
    ways: wayTo(call, { decision, document }),
    notes: notesOf(call, { decision, document }),
  };
}

describe('wayTo names what has to change, and the change works', () => {
  it('for a gate: the name on the allow list', () => {
    const call = { tool: 'b', agent: 'x' };
    const before = look({ version: 1, global: { default: 'deny' }, agents: { x: { allow: ['a'] } } }, call);
    expect(before.ways).toEqual(['add `b` to `agents.x.allow`']);
    expect(
      look({ version: 1, global: { default: 'deny' }, agents: { x: { allow: ['a', 'b'] } } }, call).action,
    ).toBe('allow');
  });

  it('for every policy in the way, once', () => {
    const call = { tool: 'rm', callers: ['a', 'b'] };
    expect(look({ version: 1, guardrails: { deny: ['rm'] }, global: { allow: ['ls'] } }, call).ways).toEqual([
      'take `rm` out of guardrails.deny[0]: a deny entry wins over every allow',
      'add `rm` to `global.allow`',
    ]);
    expect(
      look({ version: 1, guardrails: { deny: ['x'] }, global: { allow: ['ls', 'rm'] } }, call).action,
    ).toBe('allow');
  });

  it('for a group: the group out of the entry, or the name out of the group', () => {
    const groups = { danger: ['rm', 'dd'] };
    expect(look({ version: 1, groups, global: { deny: ['@danger'] } }, { tool: 'rm' }).ways).toEqual([
      'take `@danger` out of global.deny[0], or `rm` out of that group: a deny entry wins over every allow',
    ]);
  });

  it('for an optional tool: with the warning that the first allow entry shuts out the rest', () => {
    const call = { tool: 'mail' };
    const [way] = look({ version: 1, global: { optional: ['mail'] } }, call).ways;
    expect(way).toContain('add `mail` to `global.allow`');
    expect(way).toContain('every tool that is not on it is denied');
    const after = { version: 1, global: { optional: ['mail'], allow: ['mail'] } };
    expect(look(after, call).action).toBe('allow');
    expect(look(after, { tool: 'other' }).action).toBe('deny');
  });

  it('for an ask: into the allow list only where something has to let it in', () => {
    const gated = { version: 1, global: { default: 'deny', ask: ['mail'] } };
    const open = { version: 1, global: { ask: ['mail'] } };
    expect(look(gated, { tool: 'mail' }).ways[0]).toContain('and add `mail` to `global.allow`');
    expect(look(open, { tool: 'mail' }).ways[0]).not.toContain('allow');
  });

  it('for a name no entry can spell', () => {
    expect(look({ version: 1, global: { default: 'deny' } }, { tool: 'a b' }).ways[0]).toContain(
      'only a pattern with `*`',
    );
    expect(look({ version: 1, global: { allow: ['a*b'] } }, { tool: 'a b' }).action).toBe('allow');
  });

  it('asks whether a name on the list was meant', () => {
    const groups = { reading: ['read_file'] };
    const [way] = look({ version: 1, groups, global: { allow: ['@reading'] } }, { tool: 'raed_file' }).ways;
    expect(way).toContain('did the call mean `read_file`');
  });

  it('for an allow: how to forbid it', () => {
    const call = { tool: 'ls' };
    expect(look({ version: 1, global: { allow: ['ls'] } }, call).ways).toEqual([
      'to forbid it, add `ls` to `guardrails.deny` (for every agent) or to `global.deny`',
    ]);
    expect(look({ version: 1, guardrails: { deny: ['ls'] }, global: { allow: ['ls'] } }, call).action).toBe(
      'deny',
    );
    expect(look({ version: 1, global: { allow: ['ls'], deny: ['ls'] } }, call).action).toBe('deny');
  });

  it('for a call that is none: nothing', () => {
    expect(look({ version: 1, global: { default: 'deny' } }, { tool: 'x', args: [] }).ways).toEqual([]);
  });
});

describe('notesOf', () => {
  const policy = { version: 1, global: { deny: ['rm'] }, agents: { coder: { default: 'allow' } } };

  it('names each agent without a policy once, with the name probably meant', () => {
    expect(look(policy, { tool: 'x', agent: 'codr', callers: ['codr', 'coder', ''] }).notes).toEqual([
      'agent `codr` has no policy of its own, so the global one counts; did you mean `coder`?',
    ]);
  });

  it('tells when a name was matched by its folding (R16)', () => {
    expect(look(policy, { tool: 'ＲＭ' }).notes[0]).toContain('is not written as `rm`');
    expect(look(policy, { tool: 'rm' }).notes).toEqual([]);
  });
});

it('matchesAsWritten agrees with the engine on an allow list, which takes names as written (R15, R16)', () => {
  const word = (pattern: RegExp) => fc.stringMatching(pattern);
  fc.assert(
    fc.property(word(/^[ab*]{1,6}$/), word(/^[abc]{0,8}$/), (pattern, name) => {
      const { action } = look({ version: 1, global: { allow: [pattern] } }, { tool: name });
      expect(matchesAsWritten(pattern, name)).toBe(action === 'allow');
    }),
  );
});
