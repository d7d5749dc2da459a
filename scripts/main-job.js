// `npm start`: the whole way once, on real tools. Starts the official file server of MCP behind `proviso mcp`, once for
// each of two agents, lets a real client make their calls, and shows for each what was decided, why, and what happened
// on disk. Ends with a non-zero status when any row is not as it should be.
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { createCalls, unchanged } from '../examples/main-job/calls.js';

/** @typedef {import('../examples/main-job/calls.js').Call} Call */
/** @typedef {{ action: 'allow' | 'deny' | 'ask', code: string, message: string }} Decision */
/** @typedef {{ agent: string, tool: string, decision: Decision | undefined, onDisk: string, told: string, asExpected: boolean }} Row */

const command = fileURLToPath(new URL('../packages/cli/bin/proviso.js', import.meta.url));
const server = fileURLToPath(import.meta.resolve('@modelcontextprotocol/server-filesystem/dist/index.js'));
const policy = fileURLToPath(new URL('../examples/main-job/proviso.yaml', import.meta.url));

const home = realpathSync(mkdtempSync(join(tmpdir(), 'proviso-main-job-')));
const files = join(home, 'files');
const log = join(home, 'decisions.jsonl');

const calls = createCalls(files);

const color = showsColor();
/** @type {(style: Parameters<typeof styleText>[0], text: string) => string} */
const paint = (style, text) => (color ? styleText(style, text, { validateStream: false }) : text);
const actionStyle = /** @type {const} */ ({ allow: 'green', deny: 'red', ask: 'yellow' });

function showsColor() {
  const { FORCE_COLOR: force, NO_COLOR: forbid } = process.env;
  if (force !== undefined) return force !== '0' && force !== 'false';
  return (forbid ?? '') === '' && process.stdout.isTTY === true;
}

/** Everything below a folder: path → a text that differs when content or time of change do. */
function takePicture(folder = files) {
  /** @type {Map<string, string>} */
  const picture = new Map();
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    const { mtimeMs } = statSync(path);
    // A folder changes its time when something is made in it, which the thing itself tells already.
    const content = entry.isFile()
      ? `${mtimeMs} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`
      : '';
    picture.set(relative(folder, path), content);
  }
  return picture;
}

/**
 * What happened between two pictures, in words.
 * @param {ReadonlyMap<string, string>} before
 * @param {ReadonlyMap<string, string>} after
 */
function differences(before, after) {
  const words = [...new Set([...before.keys(), ...after.keys()])].flatMap((path) => {
    if (!before.has(path)) return [`created ${path}`];
    if (!after.has(path)) return [`removed ${path}`];
    return before.get(path) === after.get(path) ? [] : [`changed ${path}`];
  });
  return words.join(', ') || unchanged;
}

/** Every decision in the log, in its order. */
function readDecisions() {
  return readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
    .filter(({ kind }) => kind === 'decision');
}

/**
 * Starts the server behind the gateway and connects a client to it, on behalf of an agent.
 * @param {string} agent
 */
async function connect(agent) {
  const client = new Client({ name: 'main-job', version: '1.0.0' });
  const args = [command, 'mcp', '--policy', policy, '--agent', agent, '--log', log];
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [...args, '--', process.execPath, server, files],
    stderr: 'pipe',
  });
  let said = '';
  transport.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  try {
    await client.connect(transport);
  } catch (cause) {
    throw new Error(`the gateway for \`${agent}\` did not answer:\n${said}`, { cause });
  }
  return client;
}

/**
 * Makes one call and looks what became of it.
 * @param {Client} client
 * @param {Call} call
 * @returns {Promise<Row>}
 */
async function make(client, { agent, tool, args, expect }) {
  const known = readDecisions().length;
  const before = takePicture();
  const told = await client.callTool({ name: tool, arguments: args }).then(
    ({ content }) => content.map((part) => (part.type === 'text' ? part.text : `(${part.type})`)).join('\n'),
    (error) => String(error instanceof Error ? error.message : error),
  );
  const onDisk = differences(before, takePicture());
  const fresh = readDecisions().slice(known);
  const mine =
    fresh.length === 1 && fresh[0].tool === tool && fresh[0].agent === agent ? fresh[0] : undefined;
  /** @type {Decision | undefined} */
  const decision = mine?.decision;
  const found = [decision?.action, decision?.code, onDisk];
  return {
    agent,
    tool,
    decision,
    onDisk,
    told,
    asExpected: found.every((word, index) => word === expect[index]),
  };
}

/**
 * Breaks a text at its blanks.
 * @param {string} text
 * @param {number} width
 */
function wrap(text, width) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** @param {readonly Row[]} rows */
function formatTable(rows) {
  /** @type {(column: (row: Row) => string, title: string) => number} */
  const widest = (column, title) => Math.max(title.length, ...rows.map((row) => column(row).length));
  const agent = widest((row) => row.agent, 'agent');
  const tool = widest((row) => row.tool, 'tool');
  const disk = widest((row) => row.onDisk, 'on disk');
  const answer = 'decision'.length;
  const before = 3 + agent + 2 + tool + 2 + answer + 2 + disk + 2;
  const why = Math.max(30, (process.stdout.columns ?? 120) - before);
  const title = `   ${'agent'.padEnd(agent)}  ${'tool'.padEnd(tool)}  decision  ${'on disk'.padEnd(disk)}  why`;
  const lines = [
    paint('bold', title),
    paint('dim', `   ${'─'.repeat(Math.min(before + why, title.length + 40) - 3)}`),
  ];
  for (const row of rows) {
    const action = row.decision?.action;
    const word =
      action === undefined
        ? paint('red', 'none'.padEnd(answer))
        : paint(actionStyle[action], action.padEnd(answer));
    const onDisk =
      row.onDisk === unchanged
        ? paint('dim', row.onDisk.padEnd(disk))
        : paint('cyan', row.onDisk.padEnd(disk));
    const mark = row.asExpected ? paint('green', '✓') : paint('red', '✗');
    const [first = '', ...others] = wrap(row.decision?.message ?? 'nothing in the log', why);
    lines.push(` ${mark} ${row.agent.padEnd(agent)}  ${row.tool.padEnd(tool)}  ${word}  ${onDisk}  ${first}`);
    for (const line of others) lines.push(' '.repeat(before) + line);
  }
  return lines.join('\n');
}

/** @param {Row | undefined} row */
function formatTold(row) {
  if (row === undefined) return '';
  const title = `What the client of ${row.agent} was told about ${row.tool}`;
  return `${paint('bold', title)}\n${row.told.replace(/^/gm, '   ')}`;
}

mkdirSync(files);
writeFileSync(join(files, 'notes.md'), '# Notes\n\nTo be read.\n');
writeFileSync(log, '');
console.log(`${paint('bold', 'A file server behind a policy, two agents')}\n   ${policy}\n`);

/** @type {Map<string, Client>} */
const clients = new Map();
/** @type {Row[]} */
const rows = [];
try {
  for (const agent of new Set(calls.map((call) => call.agent))) {
    const client = await connect(agent);
    clients.set(agent, client);
    const { tools } = await client.listTools();
    console.log(
      `   ${agent} is shown ${tools.length} tools: ${wrap(tools.map(({ name }) => name).join(', '), 90).join('\n      ')}`,
    );
  }
  for (const call of calls) {
    const client = clients.get(call.agent);
    if (client !== undefined) rows.push(await make(client, call));
  }
} finally {
  await Promise.all([...clients.values()].map((client) => client.close()));
}

const failed = rows.filter((row) => !row.asExpected).length;
const told = ['edit_file', 'move_file'].map((tool) => formatTold(rows.find((row) => row.tool === tool)));
console.log(`\n${formatTable(rows)}\n\n${told.join('\n\n')}\n`);
console.log(`${paint('bold', 'The log')}\n   ${log}\n   npx proviso log ${log}\n`);
const verdict =
  failed === 0 ? paint('green', 'All as it should be') : paint('red', `${failed} not as it should be`);
console.log(
  `${verdict}: ${rows.length} calls, ${rows.filter((row) => row.onDisk !== unchanged).length} changed the disk.`,
);
process.exitCode = failed === 0 && rows.length === calls.length ? 0 : 1;
