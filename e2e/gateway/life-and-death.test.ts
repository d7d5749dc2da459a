import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { behindGateway, fixtureServer, isRunning, Wire } from './wire.ts';

async function openWire(...flags: string[]): Promise<Wire> {
  const wire = new Wire(behindGateway(fixtureServer(...flags)));
  await wire.handshake();
  return wire;
}

/** The ids of all processes below one. */
function descendants(pid: number): number[] {
  const listed = spawnSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).stdout.trim().split('\n');
  const pairs = listed.map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] =>
    pairs.filter(([, owner]) => owner === parent).flatMap(([child = 0]) => [child, ...below(child)]);
  return below(pid);
}

async function goneSoon(pids: readonly number[]): Promise<boolean> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const running = await Promise.all(pids.map(isRunning));
    if (!running.includes(true)) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

describe('a server that dies (R35)', () => {
  it.each([
    ['with a status', 'exit', { status: 3 }, 3, 'status 3'],
    ['with status 0', 'exit', { status: 0 }, 0, 'status 0'],
    ['by a signal', 'kill', {}, 137, 'SIGKILL'],
  ])(
    '%s: every open request gets an error, and the gateway ends the same way',
    async (_name, tool, args, status, why) => {
      const wire = await openWire();
      wire.send({ jsonrpc: '2.0', id: 11, method: 'tools/call', params: { name: 'hang' } });
      wire.send({ jsonrpc: '2.0', id: 12, method: 'tools/call', params: { name: tool, arguments: args } });
      expect((await wire.exited).code).toBe(status);
      for (const id of [11, 12]) {
        expect(JSON.parse(await wire.answer(id))).toMatchObject({ id, error: { code: -32000 } });
        expect(await wire.answer(id)).toContain(why);
      }
    },
  );

  it('from outside, in the middle of a call: the same', async () => {
    const wire = await openWire();
    wire.send({ jsonrpc: '2.0', id: 11, method: 'tools/call', params: { name: 'hang' } });
    const [server = 0] = descendants(wire.process.pid ?? 0);
    process.kill(server, 'SIGTERM');
    expect((await wire.exited).code).toBe(143);
    expect(JSON.parse(await wire.answer(11))).toMatchObject({ error: { code: -32000 } });
  });

  it('leaves none of the processes it started', async () => {
    const wire = await openWire('--with-child');
    const below = descendants(wire.process.pid ?? 0);
    wire.send({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'kill' } });
    expect((await wire.exited).code).toBe(137);
    expect(below).toHaveLength(2);
    expect(await goneSoon(below)).toBe(true);
  });
});

describe('a server that cannot be started (R35)', () => {
  it.each([
    ['is not there', '/no/such/server', 127],
    ['cannot be run', '/dev/null', 126],
  ])('because its command %s', async (_name, command, status) => {
    const wire = new Wire(behindGateway({ command, args: [] }));
    expect((await wire.exited).code).toBe(status);
    expect(wire.lines).toEqual([]);
    expect(wire.errors).toContain('proviso: ');
    expect(wire.errors).toContain(command);
  });
});

describe('a client that leaves (R35)', () => {
  it('ends the server, whose status is the gateway’s', async () => {
    const wire = await openWire();
    const below = descendants(wire.process.pid ?? 0);
    expect(await wire.end()).toBe(0);
    expect(await goneSoon(below)).toBe(true);
  });

  it('still gets the answers to what it sent before', async () => {
    const wire = new Wire(behindGateway(fixtureServer()));
    wire.send({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'echo', arguments: { a: 1 } } });
    wire.process.stdin?.end('{"jsonrpc":"2.0","id":2,"method":"ping"}');
    await wire.exited;
    expect(wire.lines.map((line) => JSON.parse(line).id)).toEqual([1, 2]);
  });

  it('ends a server that does not want to end, and what that started', async () => {
    const wire = await openWire('--stubborn', '--with-child');
    const below = descendants(wire.process.pid ?? 0);
    expect(below).toHaveLength(2);
    expect(await wire.end()).toBe(137);
    expect(await goneSoon(below)).toBe(true);
  });

  it('by closing its reading end does not crash the gateway', async () => {
    const wire = await openWire();
    wire.process.stdout?.destroy();
    wire.send({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'big', arguments: { size: 1_000_000 } },
    });
    const { code, signal } = await wire.exited;
    expect([code, signal]).toEqual([0, null]);
    expect(wire.errors).not.toContain('EPIPE');
  });
});

describe('signals (R35)', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s ends the server, its processes and the gateway', async (signal, status) => {
    const wire = await openWire('--with-child');
    const below = descendants(wire.process.pid ?? 0);
    wire.send({ jsonrpc: '2.0', id: 11, method: 'tools/call', params: { name: 'hang' } });
    await wire.call(12, 'echo');
    wire.process.kill(signal);
    expect((await wire.exited).code).toBe(status);
    expect(JSON.parse(await wire.answer(11))).toMatchObject({ error: { code: -32000 } });
    expect(below).toHaveLength(2);
    expect(await goneSoon(below)).toBe(true);
  });

  it('a second one ends a server that does not want to end', async () => {
    const wire = await openWire('--stubborn');
    const below = descendants(wire.process.pid ?? 0);
    wire.process.kill('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 100));
    wire.process.kill('SIGINT');
    expect((await wire.exited).code).toBe(137);
    expect(await goneSoon(below)).toBe(true);
  });

  it('a gateway that is killed itself takes a server that reads its input with it', async () => {
    const wire = await openWire();
    const below = descendants(wire.process.pid ?? 0);
    wire.process.kill('SIGKILL');
    await wire.exited;
    expect(await goneSoon(below)).toBe(true);
  });
});
