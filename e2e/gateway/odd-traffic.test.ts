import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allowAll, behindGateway, fixtureServer, Wire } from './wire.ts';

async function openWire(settings = allowAll): Promise<Wire> {
  const wire = new Wire(behindGateway(fixtureServer(), settings));
  await wire.handshake();
  return wire;
}

/** Resident memory in MiB. */
function memoryOf(pid = 0): number {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

describe('large messages (R30)', () => {
  it('of 20 MB cross in both directions', async () => {
    const wire = await openWire();
    const data = 'x'.repeat(20_000_000);
    const echoed = JSON.parse(await wire.call(1, 'echo', { data }));
    expect(JSON.parse(echoed.result.content[0].text).data.length).toBe(data.length);
    const big = JSON.parse(await wire.call(2, 'big', { size: 20_000_000 }));
    expect(big.result.content[0].text.length).toBe(20_000_000);
    expect(await wire.end()).toBe(0);
  });

  it('beyond the limit are refused, and the next one is served', async () => {
    const wire = await openWire({ ...allowAll, maxMessageBytes: 100_000 });
    wire.send({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'echo', arguments: { data: 'x'.repeat(300_000) } },
    });
    expect(JSON.parse(await wire.line(/"id":null/))).toMatchObject({ error: { code: -32600 } });
    expect(JSON.parse(await wire.call(2, 'big', { size: 300_000 }))).toMatchObject({
      id: 2,
      error: { code: -32603 },
    });
    expect(JSON.parse(await wire.call(3, 'echo'))).toMatchObject({ id: 3, result: {} });
    await wire.end();
  });

  it('by the hundred wait for a client that does not read, without filling the memory (R35)', async () => {
    const wire = await openWire();
    wire.process.stdout?.pause();
    wire.send({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'flood', arguments: { lines: 200, size: 1_000_000 } },
    });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const resident = memoryOf(wire.process.pid);
    wire.process.stdout?.resume();
    await wire.line(/flooded/);
    expect(wire.lines.filter((line) => line.includes('notifications/message'))).toHaveLength(200);
    expect(resident).toBeLessThan(250);
    await wire.end();
  });
});

describe('lines that are no messages (R30)', () => {
  it('of the server never reach the client, and are told to the operator', async () => {
    const wire = await openWire();
    expect(JSON.parse(await wire.call(1, 'junk'))).toMatchObject({
      result: { content: [{ text: 'after the junk' }] },
    });
    expect(wire.lines.map((line) => JSON.parse(line).id)).toEqual([1000, 1]);
    await wire.until(() => wire.errors.split('proviso: dropped from the server').length === 5);
    await wire.end();
    expect(wire.errors).not.toContain('\u001b');
  });

  it('of the client never reach the server, which would not survive them', async () => {
    const wire = await openWire();
    for (const line of ['hello', '{', '\u0000', '\ufeff{}', '[]', '{"jsonrpc":"2.0"}']) wire.send(line);
    await wire.until(() => wire.lines.filter((line) => line.includes('"id":null')).length === 6);
    expect(JSON.parse(await wire.call(1, 'echo'))).toMatchObject({ result: {} });
    expect(await wire.end()).toBe(0);
  });
});

it('nothing but messages is ever written to standard output (R35)', async () => {
  const wire = await openWire({ policy: { version: 1, global: { allow: ['echo'] } } });
  for (const [id, name] of ['echo', 'big', 'junk'].entries()) await wire.call(id, name);
  wire.send('junk');
  await wire.line(/"id":null/);
  await wire.end();
  for (const line of wire.lines) expect(JSON.parse(line)).toHaveProperty('jsonrpc', '2.0');
});
