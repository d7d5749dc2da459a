// A short tour of the built packages for a Node version that the test tools do not run on: every public entry loads,
// every decision vector is answered as written, the command answers. Prints one line and fails loudly.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEngine, createGuard, isToolPolicyViolation, parsePolicyDocument } from '@proviso/core';
import * as mcp from '@proviso/mcp';
import * as node from '@proviso/node';

const root = fileURLToPath(new URL('..', import.meta.url));
const vectorFolder = join(root, 'spec/vectors');
const command = join(root, 'packages/cli/bin/proviso.js');

/**
 * @param {boolean} holds
 * @param {string} what
 */
function assert(holds, what) {
  if (!holds) throw new Error(what);
}

async function judgeVectors() {
  const predicates = await node.loadPredicates();
  let count = 0;
  for (const file of readdirSync(vectorFolder).filter((name) => name.endsWith('.json'))) {
    const { cases } = JSON.parse(readFileSync(join(vectorFolder, file), 'utf8'));
    for (const { name, document, call, expect } of cases) {
      if (document === undefined || call === undefined || expect?.action === undefined) continue;
      const parsed = parsePolicyDocument(document, { predicates });
      if (!parsed.ok) throw new Error(`${file}: ${name}: the document was refused`);
      const { action, code } = createEngine(parsed.document).decide(call);
      assert(
        action === expect.action && (expect.code === undefined || code === expect.code),
        `${file}: ${name}: answered ${action} ${code}`,
      );
      count += 1;
    }
  }
  assert(count > 0, 'no vector was found');
  return count;
}

async function judgeGuard() {
  const parsed = parsePolicyDocument({ version: 1, global: { deny: ['execute_shell'] } });
  if (!parsed.ok) throw new Error('the document was refused');
  const guard = createGuard({ engine: createEngine(parsed.document) });
  let ran = 0;
  const execute = () => {
    ran += 1;
  };
  await guard.run({ tool: 'read_file', args: {} }, execute);
  const stopped = await guard.run({ tool: 'execute_shell', args: {} }, execute).catch((error) => error);
  assert(isToolPolicyViolation(stopped) && ran === 1, 'the guard let a denied call through');
}

function judgeCommand() {
  const folder = mkdtempSync(join(tmpdir(), 'proviso-smoke-'));
  try {
    const policy = join(folder, 'policy.yaml');
    writeFileSync(policy, 'version: 1\nglobal:\n  deny: [execute_shell]\n');
    const check = (/** @type {string} */ tool) =>
      spawnSync(process.execPath, [command, 'check', '--policy', policy, tool], { encoding: 'utf8' }).status;
    assert(check('read_file') === 0, '`proviso check` refused an allowed tool');
    assert(check('execute_shell') === 1, '`proviso check` did not refuse a denied tool');
    execFileSync(process.execPath, [command, '--version']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

assert(Object.keys(node).length > 0 && Object.keys(mcp).length > 0, 'a public entry is empty');
const count = await judgeVectors();
await judgeGuard();
judgeCommand();
console.log(`node ${process.version}: entries, ${count} vectors, guard and command are fine`);
