import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client as ModernClient } from '@modelcontextprotocol/client';
import { StdioClientTransport as ModernTransport } from '@modelcontextprotocol/client/stdio';
import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as LegacyTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, describe, expect, it } from 'vitest';
import { allowAll, behindGateway, type Command, type GatewaySettings, Wire } from './wire.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'proviso-e2e-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, 'a.txt'), 'hello\n');

const serverFile = (name: string) =>
  fileURLToPath(import.meta.resolve(`@modelcontextprotocol/server-${name}/dist/index.js`));
const started = (name: string, args: readonly string[] = []): Command => ({
  command: process.execPath,
  args: [serverFile(name), ...args],
  env: { MEMORY_FILE_PATH: join(folder, `memory-${name}.jsonl`) },
});

type Step = readonly [method: string, params: object];
const toolCall = (name: string, args: object): Step => ['tools/call', { name, arguments: args }];

/** What is said to each server. */
const servers: Readonly<Record<string, { readonly command: Command; readonly steps: readonly Step[] }>> = {
  filesystem: {
    command: started('filesystem', [folder]),
    steps: [
      ['tools/list', {}],
      toolCall('read_text_file', { path: join(folder, 'a.txt') }),
      toolCall('read_text_file', { path: '/etc/passwd' }),
      toolCall('read_text_file', { path: 7 }),
      toolCall('write_file', { path: join(folder, 'b.txt'), content: 'é𝒳\u2028' }),
      toolCall('no_such_tool', {}),
      ['resources/list', {}],
      ['vendor/unknown', { x: 1 }],
    ],
  },
  memory: {
    command: started('memory'),
    steps: [
      ['tools/list', {}],
      toolCall('create_entities', { entities: [{ name: 'n', entityType: 't', observations: ['o'] }] }),
      toolCall('read_graph', {}),
      toolCall('delete_entities', { entityNames: ['n'] }),
      ['resources/list', {}],
    ],
  },
  everything: {
    command: started('everything', ['stdio']),
    steps: [
      ['tools/list', {}],
      toolCall('echo', { message: 'hi' }),
      toolCall('get-sum', { a: 1, b: 2.5 }),
      toolCall('get-tiny-image', {}),
      toolCall('no_such_tool', {}),
      ['prompts/list', {}],
      ['prompts/get', { name: 'args-prompt', arguments: { city: 'Paris' } }],
      ['prompts/get', { name: 'no_such_prompt' }],
      ['resources/list', {}],
      ['resources/templates/list', {}],
      ['resources/read', { uri: 'no:such' }],
      [
        'completion/complete',
        {
          ref: { type: 'ref/prompt', name: 'completable-prompt' },
          argument: { name: 'department', value: 'E' },
        },
      ],
      ['logging/setLevel', { level: 'error' }],
      ['ping', {}],
      ['vendor/unknown', {}],
    ],
  },
};

/** The very lines a server answers with. */
async function transcript(command: Command, steps: readonly Step[]): Promise<readonly string[]> {
  const wire = new Wire(command);
  const answers = [await wire.handshake()];
  for (const [index, [method, params]] of steps.entries())
    answers.push(await wire.ask(5000 + index, method, params));
  await wire.end();
  return answers;
}

describe.each(Object.entries(servers))(
  '%s behind a gateway that allows everything',
  (_name, { command, steps }) => {
    it('answers with the very bytes it answers with alone (R30)', async () => {
      const [direct, through] = await Promise.all([
        transcript(command, steps),
        transcript(
          behindGateway({ ...command, env: { MEMORY_FILE_PATH: join(folder, 'memory-through.jsonl') } }),
          steps,
        ),
      ]);
      expect(through).toEqual(direct);
    });
  },
);

interface AnyClient {
  connect(): Promise<void>;
  listTools(): Promise<object>;
  callTool(params: { name: string; arguments: Record<string, unknown> }): Promise<object>;
  listPrompts(): Promise<object>;
  serverVersion(): unknown;
  close(): Promise<void>;
}

const info = { name: 'e2e', version: '1' };

function legacyClient({ command, args, env }: Command): AnyClient {
  const client = new LegacyClient(info);
  const transport = new LegacyTransport({ command, args: [...args], env: { ...env }, stderr: 'ignore' });
  return {
    connect: () => client.connect(transport),
    listTools: () => client.listTools(),
    callTool: (params) => client.callTool(params),
    listPrompts: () => client.listPrompts(),
    serverVersion: () => client.getServerVersion(),
    close: () => client.close(),
  };
}

function modernClient({ command, args, env }: Command): AnyClient {
  const client = new ModernClient(info);
  const transport = new ModernTransport({ command, args: [...args], env: { ...env }, stderr: 'ignore' });
  return {
    connect: () => client.connect(transport),
    listTools: () => client.listTools(),
    callTool: (params) => client.callTool(params),
    listPrompts: () => client.listPrompts(),
    serverVersion: () => client.getServerVersion(),
    close: () => client.close(),
  };
}

async function conversation(client: AnyClient): Promise<readonly unknown[]> {
  await client.connect();
  const outcomes = [
    client.serverVersion(),
    await client.listTools(),
    await client.callTool({ name: 'echo', arguments: { message: 'hi' } }),
    await client.callTool({ name: 'get-structured-content', arguments: { location: 'Chicago' } }),
    await client.listPrompts(),
  ];
  await client.close();
  return outcomes;
}

const clients = { 'the 1.x client': legacyClient, 'the 2.x client': modernClient };

describe.each(Object.entries(clients))('%s', (_name, create) => {
  it('sees the same with and without a gateway that allows everything (R30)', async () => {
    const command = started('everything', ['stdio']);
    const [direct, through] = await Promise.all([
      conversation(create(command)),
      conversation(create(behindGateway(command))),
    ]);
    expect(through).toEqual(direct);
  });

  it('does not see a denied tool, and cannot tell it from one the server does not have (R32, R34)', async () => {
    const server = started('filesystem', [folder]);
    const target = join(folder, `denied-${create.name}.txt`);
    const auditFile = join(folder, `audit-${create.name}.jsonl`);
    const settings: GatewaySettings = {
      policy: {
        version: 1,
        global: { default: 'deny' },
        agents: { coder: { deny: ['write_file', 'edit_*'] } },
      },
      agent: 'coder',
      auditFile,
    };
    const client = create(behindGateway(server, settings));
    await client.connect();
    const { tools } = (await client.listTools()) as { tools: readonly { name: string }[] };
    const denied = await client.callTool({ name: 'write_file', arguments: { path: target, content: 'x' } });
    const unknown = await client.callTool({ name: 'writ_file', arguments: { path: target, content: 'x' } });
    const read = await client.callTool({
      name: 'read_text_file',
      arguments: { path: join(folder, 'a.txt') },
    });
    await client.close();
    expect(tools.map(({ name }) => name)).toContain('read_text_file');
    expect(tools.map(({ name }) => name).filter((name) => /^(write|edit)_/.test(name))).toEqual([]);
    expect(JSON.stringify(denied)).toBe(JSON.stringify(unknown).replaceAll('writ_file', 'write_file'));
    expect(read).toMatchObject({ content: [{ text: 'hello\n' }] });
    expect(existsSync(target)).toBe(false);
    const records = readFileSync(auditFile, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(records).toMatchObject([
      { kind: 'decision', tool: 'write_file', agent: 'coder', decision: { action: 'deny' } },
      { kind: 'decision', tool: 'writ_file', decision: { action: 'allow' } },
      { kind: 'outcome', tool: 'writ_file', outcome: 'failed' },
      { kind: 'decision', tool: 'read_text_file', decision: { action: 'allow' } },
      { kind: 'outcome', tool: 'read_text_file', outcome: 'returned' },
    ]);
  });

  it('is told of a tool that would need an approval (F12)', async () => {
    const settings = { policy: { version: 1, global: { default: 'allow', ask: ['write_file'] } } };
    const client = create(behindGateway(started('filesystem', [folder]), settings));
    await client.connect();
    const answer = await client.callTool({
      name: 'write_file',
      arguments: { path: join(folder, 'c'), content: 'x' },
    });
    await client.close();
    expect(answer).toMatchObject({
      isError: true,
      _meta: { 'dev.proviso/decision': { code: 'approval_required' } },
    });
    expect(existsSync(join(folder, 'c'))).toBe(false);
  });
});

it('prompts and resources are judged by their names (R33)', async () => {
  const policy = { version: 1, global: { deny: ['prompt:args-prompt', 'resource:*'] } };
  const wire = new Wire(behindGateway(started('everything', ['stdio']), { ...allowAll, policy }));
  await wire.handshake();
  const prompts = JSON.parse(await wire.ask(1, 'prompts/list')).result.prompts as { name: string }[];
  const resources = JSON.parse(await wire.ask(2, 'resources/list')).result.resources;
  const prompt = JSON.parse(
    await wire.ask(3, 'prompts/get', { name: 'args-prompt', arguments: { city: 'x' } }),
  );
  const read = JSON.parse(await wire.ask(4, 'resources/read', { uri: 'demo://resource/dynamic/text/1' }));
  await wire.end();
  expect(prompts.length).toBeGreaterThan(1);
  expect(prompts.map(({ name }) => name)).not.toContain('args-prompt');
  expect(resources).toEqual([]);
  expect([prompt.error.code, read.error.code]).toEqual([-32602, -32602]);
});
