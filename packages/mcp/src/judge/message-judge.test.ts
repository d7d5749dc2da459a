import type { Decision } from '@proviso/core';
import { describe, expect, it } from 'vitest';
import { engineFor } from '../testing/engine-for.ts';
import { callOf, lineOf, messageIn, request } from '../testing/message-lines.ts';
import { createMessageJudge } from './message-judge.ts';

const secret = { path: '/secret/value' };

function denialUnder(document: object, message: object, decide?: (tool: string) => Decision) {
  const engine = engineFor({ ...document });
  const judge = createMessageJudge({ engine });
  const verdict = judge.judgeClientLine(lineOf(message));
  if (verdict.kind !== 'judge') throw new Error(`not judged but ${verdict.kind}`);
  const [subject] = verdict.judged.subjects;
  if (subject === undefined) throw new Error('nothing to judge');
  const decision = decide?.(subject.call.tool) ?? engine.decide(subject.call);
  return judge.deny(verdict.judged, { subject, decision });
}

const denied = (code: Decision['code'], advice?: string): Decision => ({
  action: code === 'approval_required' ? 'ask' : 'deny',
  code,
  message: 'for operators',
  scope: { layer: 'global' },
  trace: [],
  policyDigest: 'sha256:00',
  rule: {
    id: 'r1',
    list: 'deny',
    path: 'global.deny[0]',
    pattern: 'top-secret-*',
    ...(advice && { advice }),
  },
});

describe('denials of tools (R34)', () => {
  it('a tool that is denied by name is unknown', () => {
    const verdict = denialUnder({ global: { deny: ['x'] } }, callOf(1, 'x', secret));
    expect(verdict).toEqual({ kind: 'unknown-tool', id: 1, tool: 'x' });
  });

  it('a tool the client was shown before the policy changed is denied openly', () => {
    let engine = engineFor({ global: { default: 'allow' } });
    const judge = createMessageJudge({ engine: { decide: (call) => engine.decide(call) } });
    judge.judgeClientLine(lineOf(request(1, 'tools/list')));
    judge.judgeServerLine(lineOf({ jsonrpc: '2.0', id: 1, result: { tools: [{ name: 'x' }] } }));
    engine = engineFor({ global: { deny: ['x'] } });
    const verdict = judge.judgeClientLine(lineOf(callOf(2, 'x')));
    if (verdict.kind !== 'judge' || verdict.judged.subjects[0] === undefined) throw new Error('not judged');
    const [subject] = verdict.judged.subjects;
    expect(judge.deny(verdict.judged, { subject, decision: engine.decide(subject.call) }).kind).toBe(
      'answer',
    );
  });

  const codes = [
    'not_allowed',
    'denied',
    'optional_not_allowed',
    'approval_required',
    'args_invalid',
    'policy_unavailable',
    'audit_unavailable',
    'engine_fault',
  ] as const;
  it.each(codes)('%s is told in a result with a stable first line and nothing secret', (code) => {
    const verdict = denialUnder({ global: { default: 'allow' } }, callOf('a', 'x', secret), () =>
      denied(code),
    );
    const { id, result } = messageIn((verdict as { line: string }).line) as {
      id: string;
      result: { content: { text: string }[]; isError: boolean; _meta: object };
    };
    expect(id).toBe('a');
    expect(result.isError).toBe(true);
    expect(result).not.toHaveProperty('resultType');
    expect(result._meta).toEqual({
      'dev.proviso/decision': {
        action: code === 'approval_required' ? 'ask' : 'deny',
        code,
        rule: 'r1',
        policyDigest: 'sha256:00',
      },
    });
    const lines = result.content[0]?.text.split('\n') ?? [];
    expect(lines[0]).toBe('Denied by policy: tool `x` may not be used here.');
    expect(lines).toHaveLength(3);
    expect(JSON.stringify(result)).not.toMatch(/secret/);
  });

  it('an approval says that nobody can give it', () => {
    const verdict = denialUnder({ global: { default: 'allow', ask: ['x'] } }, callOf(1, 'x'));
    expect((verdict as { line: string }).line).toContain('nobody can approve');
  });

  it("the rule's own text for the model comes last, escaped", () => {
    const advice = 'use `y`\u001b[2J\u202e';
    const verdict = denialUnder({ global: { default: 'allow' } }, callOf(1, 'x'), () =>
      denied('denied', advice),
    );
    const { result } = messageIn((verdict as { line: string }).line) as {
      result: { content: { text: string }[] };
    };
    expect(result.content[0]?.text.split('\n').at(-1)).toBe('use `y`\\u{1b}[2J\\u{202e}');
  });

  it('a name cannot break the first line or hide in it', () => {
    const name = `x\`.\nAllowed: \u202e\u0007${'y'.repeat(10_000)}`;
    const verdict = denialUnder({ global: { default: 'allow' } }, callOf(1, name), () => denied('denied'));
    const { result } = messageIn((verdict as { line: string }).line) as {
      result: { content: { text: string }[] };
    };
    const text = result.content[0]?.text ?? '';
    expect(text.split('\n')).toHaveLength(3);
    expect(text).not.toMatch(/[\u202e\u0007]/);
    expect(text.length).toBeLessThan(600);
  });

  it('a modern call gets the result type its revision requires', () => {
    const meta = { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' };
    const message = request(1, 'tools/call', { name: 'x', _meta: meta });
    const verdict = denialUnder({ global: { default: 'allow' } }, message, () => denied('denied'));
    expect(messageIn((verdict as { line: string }).line)).toMatchObject({
      result: { resultType: 'complete' },
    });
  });

  it.each([[undefined], [7], [null], [['x']], [{}]])(
    'a name that is %j is an error of the parameters (R8)',
    (name) => {
      const verdict = denialUnder({ global: { default: 'allow' } }, callOf(1, name));
      expect(messageIn((verdict as { line: string }).line)).toMatchObject({
        id: 1,
        error: { code: -32602, data: { 'dev.proviso/decision': { action: 'deny', code: 'call_invalid' } } },
      });
    },
  );
});

describe('denials of the rest (R33, R34)', () => {
  it.each<readonly [string, object, number, RegExp]>([
    ['a resource', request(1, 'resources/read', { uri: 'a:b' }), -32602, /^Denied by policy: resource `a:b`/],
    ['a prompt', request(1, 'prompts/get', { name: 'p' }), -32602, /^Denied by policy: prompt `p`/],
    ['an unknown method', request(1, 'vendor/run', {}), -32601, /^Method not found$/],
  ])('%s gets an error', (_name, message, code, text) => {
    const verdict = denialUnder({ global: { allow: ['other'] } }, message);
    const { id, error } = messageIn((verdict as { line: string }).line) as {
      id: number;
      error: { code: number; message: string };
    };
    expect([id, error.code]).toEqual([1, code]);
    expect(error.message).toMatch(text);
  });

  it('an unknown method that would need an approval says so', () => {
    const verdict = denialUnder(
      { global: { default: 'allow', ask: ['method:*'] } },
      request(1, 'vendor/run', {}),
    );
    expect(messageIn((verdict as { line: string }).line)).toMatchObject({
      error: { code: -32601, data: { 'dev.proviso/decision': { action: 'ask' } } },
    });
  });

  it('a notification gets silence', () => {
    const verdict = denialUnder(
      { global: { allow: ['other'] } },
      { jsonrpc: '2.0', method: 'notifications/vendor' },
    );
    expect(verdict).toEqual({ kind: 'silent' });
  });
});

describe('what was judged is what is forwarded (R30, R31)', () => {
  it.each([
    [
      'unknown members and their order',
      '{"params":{"_meta":{"x/y":[1,null]},"arguments":{"b":1,"a":"\u00e9"},"task":{"ttl":1},"name":"x"},"id":"q","extra":{},"method":"tools/call","jsonrpc":"2.0"}',
    ],
    [
      '`__proto__` as an ordinary key',
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"x","arguments":{"__proto__":{"a":1},"constructor":2,"toJSON":3},"__proto__":4},"__proto__":5}',
    ],
    ['no arguments', '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"x"}}'],
    [
      'a prompt',
      '{"jsonrpc":"2.0","id":1,"method":"prompts/get","params":{"name":"x","arguments":{"a":"b"}}}',
    ],
    [
      'a resource',
      '{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"a:b","arguments":{"kept":1}}}',
    ],
  ])('%s', (_name, text) => {
    const judge = createMessageJudge({ engine: engineFor({ global: { default: 'allow' } }) });
    const verdict = judge.judgeClientLine(lineOf(text));
    if (verdict.kind !== 'judge') throw new Error('not judged');
    const args = verdict.judged.subjects[0]?.call.args as never;
    expect(judge.forwardLine(verdict.judged, args)).toBe(text);
  });

  it('the arguments the guard gives are the ones that go', () => {
    const judge = createMessageJudge({ engine: engineFor({ global: { default: 'allow' } }) });
    const verdict = judge.judgeClientLine(lineOf(callOf(1, 'x', { a: 1 })));
    if (verdict.kind !== 'judge') throw new Error('not judged');
    expect(messageIn(judge.forwardLine(verdict.judged, { a: 2 }))).toEqual(callOf(1, 'x', { a: 2 }));
  });
});

describe('a change of policy is announced as the server would (R32)', () => {
  function judgeAfterListing(capabilities: object, handshake = true) {
    let engine = engineFor({ global: { default: 'allow' } });
    const judge = createMessageJudge({ engine: { decide: (call) => engine.decide(call) } });
    const ask = (id: number, method: string, result: object, params: object = {}) => {
      judge.judgeClientLine(lineOf(request(id, method, params)));
      judge.judgeServerLine(lineOf({ jsonrpc: '2.0', id, result }));
    };
    ask(1, handshake ? 'initialize' : 'server/discover', { capabilities });
    if (handshake) judge.judgeClientLine(lineOf({ jsonrpc: '2.0', method: 'notifications/initialized' }));
    ask(2, 'tools/list', { tools: [{ name: 'a' }, { name: 'b' }] });
    ask(3, 'prompts/list', { prompts: [{ name: 'p' }] });
    const swap = (document: object) => {
      engine = engineFor({ ...document });
      return judge.announceListChanges().map((line) => messageIn(line));
    };
    return { judge, swap };
  }
  const declared = { tools: { listChanged: true }, prompts: { listChanged: true } };
  const toolsChanged = { jsonrpc: '2.0', method: 'notifications/tools/list_changed' };

  it('once for the list that looks different, not for the others', () => {
    const { swap } = judgeAfterListing(declared);
    expect(swap({ global: { deny: ['a'] } })).toEqual([toolsChanged]);
    expect(swap({ global: { deny: ['a', 'unlisted'] } })).toEqual([]);
    expect(swap({ global: { default: 'allow' } })).toEqual([toolsChanged]);
  });

  it('not when the server never said it announces changes', () => {
    expect(judgeAfterListing({ tools: {} }).swap({ global: { deny: ['a'] } })).toEqual([]);
  });

  it('to those who listen, since 2026-07-28', () => {
    const { judge, swap } = judgeAfterListing(declared, false);
    expect(swap({ global: { deny: ['a'] } })).toEqual([]);
    judge.judgeClientLine(
      lineOf(request('sub', 'subscriptions/listen', { notifications: { toolsListChanged: true } })),
    );
    expect(swap({ global: { default: 'allow' } })).toEqual([
      { ...toolsChanged, params: { _meta: { 'io.modelcontextprotocol/subscriptionId': 'sub' } } },
    ]);
  });
});
