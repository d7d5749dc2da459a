import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { describe, expect, it } from 'vitest';
import { allowAll, behindGateway, type Command, fixtureServer, Wire } from './wire.ts';

const policy = { version: 1, global: { default: 'allow', deny: ['big'], ask: ['junk'] } };

async function connect({ command, args }: Command, mode: 'auto' | { readonly pin: string }): Promise<Client> {
  const client = new Client({ name: 'e2e', version: '1' }, { versionNegotiation: { mode } });
  await client.connect(new StdioClientTransport({ command, args: [...args], stderr: 'ignore' }));
  return client;
}

describe('a server and a client of the revision 2026-07-28, without a handshake', () => {
  it.each([['auto' as const], [{ pin: '2026-07-28' }]])(
    'find each other through the gateway: %j (R30)',
    async (mode) => {
      const client = await connect(behindGateway(fixtureServer('--modern')), mode);
      const { tools } = await client.listTools();
      const answer = await client.callTool({ name: 'echo', arguments: { a: 1 } });
      await client.close();
      expect(tools.map(({ name }) => name)).toContain('big');
      expect(answer).toMatchObject({ content: [{ text: '{"a":1}' }] });
    },
  );

  it('a denial is one its client understands (R34)', async () => {
    const client = await connect(behindGateway(fixtureServer('--modern'), { policy }), { pin: '2026-07-28' });
    const { tools } = await client.listTools();
    const asked = await client.callTool({ name: 'junk', arguments: {} });
    const hidden = client.callTool({ name: 'big', arguments: { size: 1 } });
    await expect(hidden).rejects.toMatchObject({
      code: -32602,
      message: expect.stringContaining('Unknown tool: big'),
    });
    await client.close();
    expect(tools.map(({ name }) => name)).not.toContain('big');
    expect(asked).toMatchObject({
      isError: true,
      _meta: { 'dev.proviso/decision': { code: 'approval_required' } },
    });
  });

  it('a list made for one caller is not kept for others (R32)', async () => {
    const wire = new Wire(behindGateway(fixtureServer('--modern'), allowAll));
    const list = JSON.parse(await wire.ask(1, 'tools/list'));
    await wire.end();
    expect(list.result).toMatchObject({ ttlMs: 60_000, cacheScope: 'private' });
  });

  it('a client that can do both finds an older server through the gateway (R30)', async () => {
    const client = await connect(behindGateway(fixtureServer()), 'auto');
    expect(await client.callTool({ name: 'echo', arguments: {} })).toMatchObject({
      content: [{ text: '{}' }],
    });
    await client.close();
  });
});
