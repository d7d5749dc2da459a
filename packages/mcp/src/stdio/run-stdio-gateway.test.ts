import { PassThrough } from 'node:stream';
import type { AuditSink, DecisionPoint } from '@proviso/core';
import { describe, expect, it } from 'vitest';
import { allowAll, engineFor } from '../testing/engine-for.ts';
import { callOf, request } from '../testing/message-lines.ts';
import { runStdioGateway, type StdioGatewayOptions } from './run-stdio-gateway.ts';

/** A server of one line: answers everything, lists one tool, says something on its error stream. */
const server = `
  console.error('from the server');
  require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
    const { id, method } = JSON.parse(line);
    const result = method === 'tools/list' ? { tools: [{ name: 'x' }] } : { capabilities: { tools: { listChanged: true } } };
    if (id !== undefined) console.log(JSON.stringify({ jsonrpc: '2.0', id, result }));
  });`;

const silentOnPing = server.replace('if (id', "if (method !== 'ping' && id");

function start(options: Partial<StdioGatewayOptions>) {
  const [input, output, errorOutput] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const ended = runStdioGateway({
    command: process.execPath,
    args: ['-e', server],
    engine: engineFor(allowAll),
    input,
    output,
    errorOutput,
    graceMs: 300,
    ...options,
  });
  let text = '';
  output.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const until = async (part: string): Promise<void> => {
    while (!text.includes(part)) await new Promise((resolve) => output.once('data', resolve));
  };
  return {
    input,
    ended,
    errorOutput,
    until,
    messages: () =>
      text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    send: (message: object) => void input.write(`${JSON.stringify(message)}\n`),
  };
}

describe('a gateway on streams of its own (R35)', () => {
  it('passes the error stream of the server on, and ends with its client', async () => {
    const { input, ended, errorOutput } = start({});
    let errors = '';
    errorOutput.on('data', (chunk) => {
      errors += String(chunk);
    });
    await new Promise((resolve) => errorOutput.once('data', resolve));
    input.end();
    expect(await ended).toEqual({ exitCode: 0 });
    expect(errors).toBe('from the server\n');
  });

  it('tells the client when a new policy changes what it sees, and listens no longer than it lives (R32)', async () => {
    let engine = engineFor(allowAll);
    const listeners = new Set<() => void>();
    const { input, ended, send, until, messages } = start({
      engine: { decide: (call) => engine.decide(call) },
      onPolicyChange: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    });
    send(request(1, 'initialize', {}));
    await until('"id":1');
    send({ jsonrpc: '2.0', method: 'notifications/initialized' });
    send(request(2, 'tools/list'));
    await until('"id":2');
    engine = engineFor({ global: { deny: ['x'] } });
    for (const listener of listeners) listener();
    await until('list_changed');
    expect(messages().at(-1)).toEqual({ jsonrpc: '2.0', method: 'notifications/tools/list_changed' });
    input.end();
    await ended;
    expect(listeners.size).toBe(0);
  });

  it('answers what is open and ends when something in it fails', async () => {
    let fails = false;
    const point = engineFor(allowAll);
    const engine: DecisionPoint = {
      decide: (call) => {
        const decision = point.decide(call);
        if (!fails) return decision;
        return Object.defineProperty({ ...decision }, 'action', {
          get: () => {
            throw new RangeError('x');
          },
        });
      },
    };
    let changed: () => void = () => undefined;
    const onPolicyChange = (listener: () => void) => {
      changed = listener;
      return () => undefined;
    };
    const { ended, messages, send, until } = start({ engine, onPolicyChange, args: ['-e', silentOnPing] });
    send(request(1, 'tools/list'));
    await until('"id":1');
    fails = true;
    send(request(3, 'ping'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    changed();
    expect(await ended).toEqual({ exitCode: 1 });
    expect(messages().slice(1)).toEqual([
      expect.objectContaining({ id: 3, error: { code: -32000, message: 'the gateway has failed' } }),
    ]);
  });

  it('ends although a record never comes to an end (F7)', async () => {
    const audit: AuditSink = { mode: 'required', append: () => new Promise(() => undefined) };
    const { input, ended, send, messages } = start({ audit });
    send(callOf(1, 'x'));
    input.end();
    expect(await ended).toEqual({ exitCode: 0 });
    expect(messages()).toMatchObject([{ id: 1, error: { code: -32000 } }]);
  });

  it.each([
    ['an empty command', { command: '' }, 126],
    ['a command with a zero byte', { command: 'a\0b' }, 126],
    ['a folder that is not there', { cwd: '/no/such/folder' }, 127],
  ])('says so when the server cannot be started: %s', async (_name, options, exitCode) => {
    const { ended, errorOutput } = start(options);
    expect(await ended).toEqual({ exitCode });
    expect(String(errorOutput.read())).toMatch(/^proviso: the (server|command)[^\n\0]*\n$/);
  });

  it('leaves no listener on the process behind', async () => {
    const before = process.eventNames().map((name) => [name, process.listenerCount(name)]);
    const { input, ended } = start({});
    input.end();
    await ended;
    expect(process.eventNames().map((name) => [name, process.listenerCount(name)])).toEqual(before);
  });
});
