import type { AuditRecord, AuditSink, DecisionPoint } from '@proviso/core';
import { describe, expect, it } from 'vitest';
import { createMessageJudge } from '../judge/message-judge.ts';
import { allowAll, engineFor } from '../testing/engine-for.ts';
import { callOf, lineOf, messageIn, request } from '../testing/message-lines.ts';
import { createGatewaySession } from './gateway-session.ts';

interface Setup {
  readonly engine?: DecisionPoint;
  readonly mode?: AuditSink['mode'];
  readonly warn?: () => unknown;
  /** Called before a record is kept. */
  readonly onAppend?: (record: AuditRecord) => void | Promise<void>;
}

/** A session between two lists of lines, with everything that happens in one order. */
function open({ engine = engineFor(allowAll), mode = 'required', onAppend, warn }: Setup = {}) {
  const events: string[] = [];
  const warnings: string[] = [];
  const sent = { client: [] as Record<string, unknown>[], server: [] as Record<string, unknown>[] };
  const take = (side: 'client' | 'server') => async (line: Uint8Array | string) => {
    const message = messageIn(line);
    events.push(`${side}:${String(message.method ?? message.id)}`);
    sent[side].push(message);
  };
  const audit: AuditSink = {
    mode,
    append: async (record) => {
      await onAppend?.(record);
      events.push(
        record.kind === 'decision'
          ? `${record.decision.action}:${record.tool}`
          : `${record.outcome}:${record.tool}`,
      );
    },
  };
  const session = createGatewaySession({
    judge: createMessageJudge({ engine }),
    engine,
    audit,
    logger: { warn: warn ?? ((message) => void warnings.push(message)) },
    createCallId: () => 'c',
    createRandomName: () => 'random',
    probeWaitMs: 30,
    toClient: take('client'),
    toServer: take('server'),
  });
  return {
    session,
    events,
    warnings,
    sent,
    fromClient: (message: unknown) => session.takeClientLine(lineOf(message)),
    fromServer: (message: unknown) => session.takeServerLine(lineOf(message)),
    handshake: async () => {
      await session.takeClientLine(lineOf(request('i', 'initialize', {})));
      await session.takeServerLine(
        lineOf({ jsonrpc: '2.0', id: 'i', result: { capabilities: { tools: {} } } }),
      );
      await session.takeClientLine(lineOf({ jsonrpc: '2.0', method: 'notifications/initialized' }));
      events.length = 0;
      sent.server.length = 0;
    },
  };
}

const ok = (id: unknown, more: object = {}) => ({ jsonrpc: '2.0', id, result: { content: [], ...more } });

describe('a call is recorded before it is forwarded and after it returned (R27, R31)', () => {
  it('in this order', async () => {
    const { events, fromClient, fromServer } = open();
    await fromClient(callOf(1, 'x'));
    await fromServer(ok(1));
    expect(events).toEqual(['allow:x', 'server:tools/call', 'returned:x', 'client:1']);
  });

  it.each([ok(1, { isError: true }), { jsonrpc: '2.0', id: 1, error: { code: 1, message: 'x' } }])(
    'as failed when it failed',
    async (answer) => {
      const { events, fromClient, fromServer, sent } = open();
      await fromClient(callOf(1, 'x'));
      await fromServer(answer);
      expect(events.slice(2)).toEqual(['failed:x', 'client:1']);
      expect(sent.client).toEqual([answer]);
    },
  );

  it('lines that follow a call do not overtake it while it is being recorded', async () => {
    const slow = () => new Promise<void>((resolve) => setTimeout(resolve, 20));
    const { events, fromClient } = open({ onAppend: slow });
    await fromClient(callOf(1, 'x'));
    await fromClient({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } });
    expect(events).toEqual(['allow:x', 'server:tools/call', 'server:notifications/cancelled']);
  });

  it('lines of the server keep their order around a judged answer', async () => {
    const slow = () => new Promise<void>((resolve) => setTimeout(resolve, 20));
    const { events, fromClient, fromServer } = open({ onAppend: slow });
    await fromClient(callOf(1, 'x'));
    await fromServer(ok(1));
    await fromServer({ jsonrpc: '2.0', method: 'notifications/message' });
    expect(events.slice(-2)).toEqual(['client:1', 'client:notifications/message']);
  });
});

describe('what is not surely allowed does not reach the server', () => {
  it('a denied call, which is recorded (R31)', async () => {
    const { events, fromClient, sent } = open({ engine: engineFor({ global: { deny: ['x'] } }) });
    await fromClient(callOf(1, 'x'));
    expect(sent.server).toEqual([]);
    expect(events[0]).toBe('deny:x');
  });

  it('a call that needs an approval (F12)', async () => {
    const { fromClient, sent } = open({ engine: engineFor({ global: { default: 'allow', ask: ['x'] } }) });
    await fromClient(callOf(1, 'x'));
    expect(sent.server).toEqual([]);
    expect(sent.client).toMatchObject([{ id: 1, result: { isError: true } }]);
  });

  it('a call without an id, which is recorded (R31)', async () => {
    const { events, fromClient, sent } = open();
    await fromClient({ jsonrpc: '2.0', method: 'tools/call', params: { name: 'x' } });
    expect([events, sent.server, sent.client]).toEqual([['deny:x'], [], []]);
  });

  it.each([[7], [[]], [['a:1']], [undefined]])(
    'a subscription to %j without an id, which is recorded (R31)',
    async (resourceSubscriptions) => {
      const { events, fromClient, sent } = open();
      const params = { notifications: { resourceSubscriptions } };
      await fromClient({ jsonrpc: '2.0', method: 'subscriptions/listen', params });
      expect(sent).toEqual({ client: [], server: [] });
      expect(events).toEqual([expect.stringMatching(/^deny:(method|resource):/)]);
    },
  );

  it('arguments that cannot be read, which are recorded without a digest (R26)', async () => {
    const records: AuditRecord[] = [];
    const { fromClient, sent } = open({ onAppend: (record) => void records.push(record) });
    await fromClient(
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"x","arguments":{"a":1,"a":2}}}',
    );
    expect(sent.server).toEqual([]);
    expect(records).toMatchObject([{ kind: 'decision', tool: 'x', decision: { code: 'args_invalid' } }]);
    expect(records[0]).not.toHaveProperty('argsDigest');
  });

  it.each([[null], [[]], [['x']], ['x'], [7]])(
    'arguments %j, which are not an object (R26, F14)',
    async (args) => {
      const { fromClient, sent } = open();
      await fromClient(callOf(1, 'x', args));
      expect(sent.server).toEqual([]);
      expect(sent.client).toMatchObject([
        { result: { _meta: { 'dev.proviso/decision': { code: 'args_invalid' } } } },
      ]);
    },
  );

  it('any call while records cannot be kept and must be (F20)', async () => {
    const onAppend = () => {
      throw new Error('disk full');
    };
    const { fromClient, sent } = open({ onAppend });
    await fromClient(callOf(1, 'x'));
    expect(sent.server).toEqual([]);
    expect(sent.client).toMatchObject([
      { result: { _meta: { 'dev.proviso/decision': { code: 'audit_unavailable' } } } },
    ]);
  });

  it.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('x');
      },
    ],
    ['answers nothing', () => undefined],
    ['answers true', () => true],
    ['answers a promise', () => Promise.resolve({ action: 'allow', code: 'allowed' })],
    ['answers Allow', () => ({ action: 'Allow', code: 'allowed' })],
  ])('any call when the engine %s (F8)', async (_name, decide) => {
    const { fromClient, sent } = open({ engine: { decide: decide as DecisionPoint['decide'] } });
    await fromClient(callOf(1, 'x'));
    expect(sent.server).toEqual([]);
    expect(sent.client).toMatchObject([{ id: 1, result: { isError: true } }]);
  });

  it('a subscription one of whose resources is denied (R33)', async () => {
    const { events, fromClient, sent } = open({ engine: engineFor({ global: { deny: ['resource:b:*'] } }) });
    const notifications = { resourceSubscriptions: ['a:1', 'b:1', 'c:1'] };
    await fromClient(request(1, 'subscriptions/listen', { notifications }));
    expect(sent.server).toEqual([]);
    expect(events).toEqual(['allow:resource:a:1', 'deny:resource:b:1', 'failed:resource:a:1', 'client:1']);
  });

  it.each([[7], ['a:1'], [[7]], [{ 0: 'a:1' }]])(
    'a subscription to %j, which is no list of names (R33)',
    async (resourceSubscriptions) => {
      const { fromClient, sent } = open();
      await fromClient(request(1, 'subscriptions/listen', { notifications: { resourceSubscriptions } }));
      expect(sent).toMatchObject({ server: [], client: [{ id: 1, error: { code: -32602 } }] });
    },
  );

  it('an unknown notification that is denied (R33)', async () => {
    const { fromClient, sent } = open({
      engine: engineFor({ global: { deny: ['method:notifications/vendor'] } }),
    });
    await fromClient({ jsonrpc: '2.0', method: 'notifications/vendor' });
    expect(sent).toEqual({ server: [], client: [] });
  });
});

describe('a decision point or a logger of somebody else', () => {
  const decision = { message: 'm', scope: { layer: 'none' }, trace: [], policyDigest: '' };
  it.each<[string, object]>([
    ['an unknown code', { action: 'deny', code: 'rate_limited' }],
    ['advice that is no text', { action: 'ask', code: 'approval_required', rule: { id: 'x', advice: 5 } }],
    ['a rule that is none', { action: 'deny', code: 'denied', rule: null }],
    ['an id that cannot be written', { action: 'ask', code: 'denied', rule: { id: 1n } }],
  ])('gets the call denied with %s', async (_name, answer) => {
    const engine = { decide: () => ({ ...decision, ...answer }) } as unknown as DecisionPoint;
    const { fromClient, sent } = open({ engine });
    await fromClient(request(1, 'prompts/get', { name: 'x' }));
    await fromClient(callOf(2, 'x'));
    expect(sent.server).toEqual([]);
    expect(sent.client.map(({ id }) => id)).toContain(1);
  });

  it.each([
    () => {
      throw new Error('x');
    },
    () => Promise.reject(new Error('x')),
  ])('is not heard when its warning fails', async (warn) => {
    const { fromClient, sent } = open({ warn });
    await fromClient('garbage');
    await fromClient(request(2, 'ping'));
    expect(sent.server).toMatchObject([{ id: 2 }]);
  });
});

it('an answer that comes while the decision is being recorded is not taken for one (R30)', async () => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { fromClient, fromServer, sent } = open({
    onAppend: (record) => (record.kind === 'decision' ? held : undefined),
  });
  const taken = fromClient(callOf(1, 'x'));
  await fromServer(ok(1, { forged: true }));
  release();
  await taken;
  await fromServer(ok(1));
  expect(sent.client).toEqual([ok(1)]);
});

describe('hidden tools (R34)', () => {
  const engine = engineFor({ global: { deny: ['x', 'y'] } });
  const unknown = (id: unknown, name: unknown) => ({
    jsonrpc: '2.0',
    id,
    error: { code: -32602, message: `no ${name}` },
  });

  it('are answered as the server answers an unknown tool, which is asked once', async () => {
    const { fromClient, fromServer, handshake, sent, session } = open({ engine });
    await handshake();
    await fromClient(callOf(1, 'x', { secret: 1 }));
    await fromClient(callOf(2, 'y'));
    expect(sent.server).toHaveLength(1);
    const [probe] = sent.server as [{ id: string; params: { name: string; arguments: object } }];
    expect(probe.params.arguments).toEqual({});
    await fromServer(unknown(probe.id, probe.params.name));
    await session.settled();
    expect(sent.client.slice(-2)).toEqual([unknown(1, 'x'), unknown(2, 'y')]);
  });

  it('are answered as the specification says when the server does not answer in time', async () => {
    const { fromClient, handshake, sent, session } = open({ engine });
    await handshake();
    await fromClient(callOf(1, 'x'));
    await session.settled();
    expect(sent.client.at(-1)).toEqual({
      jsonrpc: '2.0',
      id: 1,
      error: { code: -32602, message: 'Unknown tool: x' },
    });
  });

  it('are asked about again when the server was not ready', async () => {
    const { fromClient, fromServer, handshake, sent, session } = open({ engine });
    await handshake();
    for (const [index, message] of ['Server not initialized', 'no such tool'].entries()) {
      await fromClient(callOf(index, 'x'));
      const [{ id }] = sent.server.splice(0) as [{ id: string }];
      await fromServer({ jsonrpc: '2.0', id, error: { code: -32002, message } });
      await session.settled();
    }
    expect(sent.client.slice(-2)).toMatchObject([
      { id: 0, error: { message: 'Unknown tool: x' } },
      { id: 1, error: { message: 'no such tool' } },
    ]);
  });

  it('never make the gateway speak before the handshake is over', async () => {
    const { fromClient, sent, session } = open({ engine });
    await fromClient(callOf(1, 'x'));
    await session.settled();
    expect(sent).toMatchObject({ server: [], client: [{ id: 1, error: { code: -32602 } }] });
  });

  it('do not hold up other messages while the server is asked', async () => {
    const { events, fromClient, handshake } = open({ engine });
    await handshake();
    await fromClient(callOf(1, 'x'));
    await fromClient(request(2, 'ping'));
    expect(events).toEqual(['deny:x', 'server:tools/call', 'server:ping']);
  });
});

describe('the end of a server (R35)', () => {
  it('answers every open request once, and records judged calls as failed', async () => {
    const { events, fromClient, sent, session } = open();
    await fromClient(request('p', 'ping'));
    await fromClient(callOf(1, 'x'));
    await session.close('the server ended');
    const error = { code: -32000, message: 'the server ended' };
    expect(sent.client).toHaveLength(2);
    expect(sent.client).toContainEqual({ jsonrpc: '2.0', id: 1, error });
    expect(sent.client).toContainEqual({ jsonrpc: '2.0', id: 'p', error });
    expect(events).toContain('failed:x');
  });

  it('answers a call that was still being recorded, without forwarding it', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { fromClient, sent, session } = open({
      onAppend: (record) => (record.kind === 'decision' ? held : undefined),
    });
    const taken = fromClient(callOf(1, 'x'));
    const closed = session.close('the server ended');
    release();
    await Promise.all([taken, closed]);
    expect(sent.server).toEqual([]);
    expect(sent.client).toMatchObject([{ id: 1, error: { code: -32000 } }]);
  });

  it('answers a hidden tool at once', async () => {
    const { fromClient, handshake, sent, session } = open({ engine: engineFor({ global: { deny: ['x'] } }) });
    await handshake();
    await fromClient(callOf(1, 'x'));
    await session.close('the server ended');
    expect(sent.client.at(-1)).toMatchObject({ id: 1, error: { code: -32602 } });
  });
});

it('a cancelled call that is no longer remembered is recorded as failed and not answered', async () => {
  const { events, fromClient, sent } = open();
  for (let id = 0; id <= 1024; id += 1) {
    await fromClient(callOf(id, `t${id}`));
    await fromClient({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: id } });
  }
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(events.filter((event) => event.startsWith('failed'))).toEqual(['failed:t0']);
  expect(sent.client).toEqual([]);
});

it('a policy swapped between two calls counts from the second on (R24)', async () => {
  let current = engineFor(allowAll);
  const { events, fromClient } = open({ engine: { decide: (call) => current.decide(call) } });
  await fromClient(callOf(1, 'x'));
  current = engineFor({ global: { deny: ['x'] } });
  await fromClient(callOf(2, 'x'));
  expect(events.filter((event) => event.endsWith(':x'))).toEqual(['allow:x', 'deny:x']);
});
