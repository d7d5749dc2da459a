// A small server without an SDK whose tools misbehave on purpose.
// usage: node fixture-server.js [--stubborn] [--with-child] [--modern]
// --stubborn: ends only when it is killed · --modern: speaks the revision 2026-07-28 and no other
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const flags = new Set(process.argv.slice(2));

if (flags.has('--stubborn')) {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => undefined);
  setInterval(() => undefined, 1000);
}

if (flags.has('--with-child')) {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
  process.stderr.write(`child ${child.pid}\n`);
}

const send = (/** @type {object} */ message) => process.stdout.write(`${JSON.stringify(message)}\n`);
const modern = flags.has('--modern') ? { resultType: 'complete' } : {};
const cached = flags.has('--modern') ? { ttlMs: 60_000, cacheScope: 'public' } : {};
const text = (/** @type {string} */ value) => ({ ...modern, content: [{ type: 'text', text: value }] });

/** @type {Record<string, (id: unknown, args: Record<string, any>) => void>} */
const tools = {
  echo: (id, args) => send({ jsonrpc: '2.0', id, result: text(JSON.stringify(args)) }),
  big: (id, { size }) => send({ jsonrpc: '2.0', id, result: text('x'.repeat(size)) }),
  hang: () => undefined,
  exit: (_id, { status }) => process.exit(status),
  kill: () => process.kill(process.pid, 'SIGKILL'),
  junk: (id) => {
    process.stdout.write('Listening on \u001b[31mport 0\n\n{"jsonrpc":"2.0","id":');
    process.stdout.write('999,"result":{}}\n[]\nnull\n');
    send({ jsonrpc: '2.0', id, result: text('after the junk') });
  },
  flood: async (id, { lines, size }) => {
    const data = 'x'.repeat(size);
    for (let line = 0; line < lines; line += 1) {
      if (!send({ jsonrpc: '2.0', method: 'notifications/message', params: { level: 'info', data } })) {
        await new Promise((resolve) => process.stdout.once('drain', () => resolve(undefined)));
      }
    }
    send({ jsonrpc: '2.0', id, result: text('flooded') });
  },
};

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line);
  if (flags.has('--modern') && method === 'server/discover') {
    const capabilities = { tools: { listChanged: true } };
    send({
      jsonrpc: '2.0',
      id,
      result: { ...modern, ...cached, supportedVersions: ['2026-07-28'], capabilities },
    });
  } else if (method === 'server/discover' || (flags.has('--modern') && method === 'initialize')) {
    send({ jsonrpc: '2.0', id, error: { code: -32601, message: 'Method not found' } });
  } else if (method === 'initialize') {
    const capabilities = { tools: { listChanged: true } };
    const { protocolVersion } = params;
    send({
      jsonrpc: '2.0',
      id,
      result: { protocolVersion, capabilities, serverInfo: { name: 'fixture', version: '1' } },
    });
  } else if (method === 'tools/list') {
    const list = Object.keys(tools).map((name) => ({ name, inputSchema: { type: 'object' } }));
    send({ jsonrpc: '2.0', id, result: { ...modern, ...cached, tools: list } });
  } else if (method === 'tools/call') {
    const tool = Object.hasOwn(tools, params.name) ? tools[params.name] : undefined;
    if (tool) tool(id, params.arguments ?? {});
    else send({ jsonrpc: '2.0', id, error: { code: -32602, message: `Unknown tool: ${params.name}` } });
  } else if (id !== undefined) {
    send({ jsonrpc: '2.0', id, result: {} });
  }
});
