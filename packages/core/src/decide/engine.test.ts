import { describe, expect, it } from 'vitest';
import { parsePolicyDocument } from '../compile/parse-policy-document.ts';
import type { Logger } from '../kernel/logger.ts';
import { createEngine } from './engine.ts';
import type { ToolCall } from './tool-call.ts';

function engineOf(value: unknown, logger: Logger = { warn: () => undefined }) {
  const parsed = parsePolicyDocument(value);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return createEngine(parsed.document, { logger });
}

describe('R9: decide is total', () => {
  const engine = engineOf({ version: 1, global: { default: 'allow' }, agents: { a: { default: 'deny' } } });
  const trap = {
    get() {
      throw new Error('trap');
    },
  };

  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a text', 'read'],
    ['an empty object', {}],
    ['a name that is a number', { tool: 1 }],
    ['a name that is an object with toString', { tool: { toString: () => 'read' } }],
    ['an agent that is an object', { tool: 'read', agent: { toString: () => 'a' } }],
    ['an agent that is a list', { tool: 'read', agent: ['a'] }],
    ['callers that are a text', { tool: 'read', callers: 'a' }],
    ['callers with a hole', { tool: 'read', callers: new Array(1) }],
    ['callers with a number', { tool: 'read', callers: [1] }],
    ['a proxy that throws', new Proxy({}, trap)],
    ['callers that throw', { tool: 'read', callers: new Proxy([], trap) }],
    ['arguments that throw', { tool: 'read', args: new Proxy({}, { ownKeys: trap.get }) }],
  ])('%s is denied, not thrown', (_, call) => {
    expect(engine.decide(call as ToolCall)).toMatchObject({ action: 'deny' });
  });

  it('hostile names are names (F17)', () => {
    for (const tool of ['__proto__', 'constructor', '', '\u0000', 'x'.repeat(1_000_000), '\ud800', '\n']) {
      expect(engine.decide({ tool })).toMatchObject({ action: 'allow' });
      expect(engine.decide({ tool, agent: 'a' })).toMatchObject({ action: 'deny' });
      expect(engine.decide({ tool, agent: 'a' }).message.length).toBeLessThan(1_000);
      expect(engine.decide({ tool: 'read', agent: tool })).toMatchObject({ action: 'allow' });
    }
  });

  it('a name that cannot be folded in reasonable time may be any denied one', () => {
    const hostile = `a${'\u0315\u0300'.repeat(2_000_000)}`;
    expect(
      engineOf({ version: 1, global: { default: 'allow', deny: ['bash'] } }).decide({ tool: hostile }),
    ).toMatchObject({ code: 'denied' });
    expect(engineOf({ version: 1, global: { default: 'allow' } }).decide({ tool: hostile })).toMatchObject({
      action: 'allow',
    });
    expect(engineOf({ version: 1, global: { allow: ['bash'] } }).decide({ tool: hostile })).toMatchObject({
      code: 'not_allowed',
    });
  });

  it('a function is no call, whatever was asked before', () => {
    const allowing = engineOf({ version: 1, global: { default: 'allow' } });
    allowing.decide({ tool: 'read' });
    const call = Object.assign(() => undefined, { tool: 'read' });
    expect(allowing.decide(call)).toMatchObject({ code: 'call_invalid' });
  });

  it('answers are frozen through and through', () => {
    const decision = engineOf({ version: 1, guardrails: { deny: ['x'] }, global: { ask: ['read'] } }).decide({
      tool: 'read',
      callers: ['b'],
    });
    const open = (value: unknown): unknown[] =>
      typeof value !== 'object' || value === null
        ? []
        : [...(Object.isFrozen(value) ? [] : [value]), ...Object.values(value).flatMap(open)];
    expect(open(decision)).toEqual([]);
  });

  it('any number of names from outside is forgotten again, and nothing is answered differently for it', () => {
    const small = engineOf({ version: 1, global: { allow: ['read'] } });
    const first = small.decide({ tool: 'read' });
    for (let count = 0; count < 120_000; count += 1) {
      if (small.decide({ tool: `outside-${count}` }).action !== 'deny') expect.unreachable('let through');
    }
    expect(small.decide({ tool: 'read' })).toEqual(first);
  });
});

describe('R11: check and enforce on a document', () => {
  it('ask counts as deny, listeners hear it, denials are logged', () => {
    const lines: unknown[] = [];
    const logger: Logger = {
      info: (message, fields) => void lines.push([message, fields?.why]),
      warn: () => undefined,
    };
    const engine = engineOf({ version: 1, global: { default: 'allow', ask: ['mail'] } }, logger);
    const heard: unknown[] = [];
    const remove = engine.addListener((...answer) => heard.push(answer));
    expect([engine.check('mail', 'a'), engine.check('read')]).toEqual(['deny', 'allow']);
    expect(() => engine.enforce('mail')).toThrow("Tool 'mail' is denied by policy");
    expect(() => engine.enforce('read')).not.toThrow();
    remove();
    engine.check('read');
    expect(heard).toEqual([
      ['mail', 'a', 'deny'],
      ['read', undefined, 'allow'],
      ['mail', undefined, 'deny'],
      ['read', undefined, 'allow'],
    ]);
    expect(lines[0]).toEqual([
      "Tool 'mail' is denied by policy for agent 'a'",
      '`mail` needs an approval by `global.ask[0]` of the global policy',
    ]);
    expect(lines).toHaveLength(2);
  });

  it('decide tells nobody', () => {
    const engine = engineOf(
      { version: 1, global: { default: 'deny' } },
      { info: () => expect.unreachable(), warn: () => expect.unreachable() },
    );
    engine.addListener(() => expect.unreachable());
    expect(engine.decide({ tool: 'x' }).action).toBe('deny');
  });
});

describe('R10: what a decision says', () => {
  const position = { file: 'p.yaml', line: 3, column: 4 };
  const parsed = parsePolicyDocument(
    {
      version: 1,
      groups: { shell: ['bash', 'sh*'] },
      global: {
        default: 'allow',
        deny: [{ tool: '@shell', id: 'no-shell', reason: 'for operators', message: 'for the model' }],
      },
      agents: {
        a: { allow: ['read'], optional: ['net'] },
        b: { default: 'deny' },
        'c\n': { optional: ['net'], ask: ['mail'] },
      },
    },
    { locate: () => position },
  );
  if (!parsed.ok) throw new Error('refused');
  const engine = createEngine(parsed.document);

  it('names the rule, its group, its place and its texts', () => {
    expect(engine.decide({ tool: 'shutdown' }).rule).toEqual({
      id: 'no-shell',
      list: 'deny',
      path: 'global.deny[0]',
      pattern: 'sh*',
      group: 'shell',
      position,
      reason: 'for operators',
      advice: 'for the model',
    });
  });

  it.each([
    [{ tool: 'bash' }, '`bash` is denied by `no-shell` of the global policy'],
    [{ tool: 'x' }, '`x` is allowed: nothing in the global policy forbids it'],
    [{ tool: 'x', agent: 'a' }, '`x` is not on the allow list of the policy of agent `a`'],
    [{ tool: 'read', agent: 'a' }, '`read` is allowed by `agents.a.allow[0]` of the policy of agent `a`'],
    [{ tool: 'x', agent: 'b' }, '`x` is not allowed: the policy of agent `b` denies by default'],
    [
      { tool: 'net', agent: 'c\n' },
      '`net` is optional by `agents["c\\u{5c}n"].optional[0]`, and no entry of the policy of agent `c\\u{a}` allows it',
    ],
    [
      { tool: 'mail', agent: 'c\n' },
      '`mail` needs an approval by `agents["c\\u{5c}n"].ask[0]` of the policy of agent `c\\u{a}`',
    ],
    [
      { tool: 'x', callers: ['b'] },
      '`x` is not allowed: the policy of agent `b` denies by default (judged for caller `b`)',
    ],
  ])('%j: %s', (call, message) => expect(engine.decide(call).message).toBe(message));
});
