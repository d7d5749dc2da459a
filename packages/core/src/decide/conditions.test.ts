import { describe, expect, it } from 'vitest';
import { assertPolicyDocument } from '../compile/assert-policy-document.ts';
import { createEngine } from './engine.ts';
import type { ToolCall } from './tool-call.ts';

const engineOf = (global: unknown, more: object = {}) =>
  createEngine(assertPolicyDocument({ version: 1, global, ...more }), { logger: { warn: () => undefined } });

describe('R40: rules that look at arguments', () => {
  const mail = engineOf({
    allow: [
      {
        tool: 'send',
        when: { to: { endsWith: '@example.org' } },
        unless: { subject: { contains: 'secret' } },
        id: 'inside',
      },
      { tool: 'draft', closed: true, when: { text: { type: 'string' } } },
    ],
    ask: [{ tool: 'send', when: { to: { endsWith: '@example.com' } } }],
    deny: [
      { tool: '*', when: { bcc: { exists: true } } },
      { tool: 'send', when: { size: { min: 100 } }, missing: 'match' },
    ],
  });
  const send = (args?: unknown): ToolCall => ({ tool: 'send', ...(args !== undefined && { args }) });

  it.each<[string, ToolCall, string, string | undefined]>([
    ['the allow rule holds', send({ to: 'a@example.org', size: 1 }), 'allow', 'inside'],
    ['`unless` holds', send({ to: 'a@example.org', subject: 'a secret', size: 1 }), 'deny', undefined],
    ['`unless` cannot be read', send({ to: 'a@example.org', subject: 7, size: 1 }), 'deny', undefined],
    ['another address is asked for', send({ to: 'a@example.com', size: 1 }), 'ask', 'global.ask[0]'],
    ['a third one is let in by nothing', send({ to: 'a@evil.test', size: 1 }), 'deny', undefined],
    [
      'every address of a list must hold',
      send({ to: ['a@example.org', 'b@evil.test'], size: 1 }),
      'deny',
      undefined,
    ],
    [
      'a list of such addresses',
      send({ to: ['a@example.org', 'b@example.org'], size: 1 }),
      'allow',
      'inside',
    ],
    ['an empty list', send({ to: [], size: 1 }), 'deny', undefined],
    ['the deny rule holds', send({ to: 'a@example.org', size: 100 }), 'deny', 'global.deny[1]'],
    [
      'the deny rule cannot read its value',
      send({ to: 'a@example.org', size: '1' }),
      'deny',
      'global.deny[1]',
    ],
    [
      'the deny rule finds nothing and says that this matches',
      send({ to: 'a@example.org' }),
      'deny',
      'global.deny[1]',
    ],
    [
      'another deny rule is about something that is there',
      send({ to: 'a@example.org', size: 1, bcc: null }),
      'deny',
      'global.deny[0]',
    ],
    ['arguments that are unknown', send(), 'deny', undefined],
    [
      'a closed rule, nothing else',
      { tool: 'draft', args: { text: 'x', note: null } },
      'allow',
      'global.allow[1]',
    ],
    ['a closed rule, something else', { tool: 'draft', args: { text: 'x', note: 'y' } }, 'deny', undefined],
  ])('%s', (_, call, action, rule) => {
    for (const _round of [1, 2]) {
      const decision = mail.decide(call);
      expect([decision.action, decision.rule?.id], JSON.stringify(decision)).toEqual([action, rule]);
    }
  });

  it('check is about a name: arguments are unknown', () => {
    expect(mail.check('send')).toBe('deny');
    expect(engineOf({ default: 'allow', deny: [{ tool: 'x', when: { a: { equals: 1 } } }] }).check('x')).toBe(
      'deny',
    );
  });

  it('context is named by values, and what is not set is not canonical', () => {
    const rule = {
      tool: 'read',
      when: { user: { equals: '${principal.id}' }, path: { startsWith: '/home/${principal.id}/' } },
    };
    const [allowing, denying] = [engineOf({ allow: [rule] }), engineOf({ default: 'allow', deny: [rule] })];
    const args = { user: 'u1', path: '/home/u1/a' };
    const answers = (call: Partial<ToolCall>) =>
      [allowing, denying].map((engine) => engine.decide({ tool: 'read', args, ...call }).action);
    expect(answers({ principal: { id: 'u1' } })).toEqual(['allow', 'deny']);
    expect(answers({ principal: { id: 'u2' } })).toEqual(['deny', 'allow']);
    for (const principal of [undefined, null, {}, { id: null }, 'u1', new Date(0), { id: '' }]) {
      expect(answers({ principal }), JSON.stringify(principal)).toEqual(['deny', 'deny']);
    }
    expect(answers({ principal: { id: 1 }, args: { user: 1, path: '/home/1/a' } })).toEqual([
      'allow',
      'deny',
    ]);
  });
});

describe('R49: what is shown', () => {
  it.each<[string, unknown, boolean]>([
    ['a rule that some arguments satisfy', { allow: [{ tool: 'x', when: { a: { equals: 1 } } }] }, true],
    [
      'a deny rule that some arguments avoid',
      { default: 'allow', deny: [{ tool: 'x', when: { a: { equals: 1 } } }] },
      true,
    ],
    [
      'a deny rule that none avoid',
      { allow: [{ tool: 'x', when: { a: { equals: 1 } } }], deny: ['X'] },
      false,
    ],
    ['nothing that lets it in', { allow: ['y'] }, false],
    ['an ask rule', { default: 'deny', ask: [{ tool: 'x', when: { a: { equals: 1 } } }] }, true],
    ['optional, and nothing that opts in', { optional: ['x'] }, false],
  ])('%s', (_, global, visible) =>
    expect(engineOf(global).decideVisibility({ tool: 'x' })).toEqual({ visible }),
  );

  it('guardrails and callers hide too, and what is no call is hidden', () => {
    const engine = engineOf(
      { default: 'allow' },
      { guardrails: { deny: ['x'] }, agents: { a: { default: 'deny' } } },
    );
    expect(engine.decideVisibility({ tool: 'x' }).visible).toBe(false);
    expect(engine.decideVisibility({ tool: 'y' }).visible).toBe(true);
    expect(engine.decideVisibility({ tool: 'y', callers: ['a'] }).visible).toBe(false);
    expect(engine.decideVisibility({ tool: 7 as unknown as string }).visible).toBe(false);
    expect(engine.decideVisibility(null as unknown as ToolCall).visible).toBe(false);
  });
});
