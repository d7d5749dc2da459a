// Measures how long `proviso check` takes to start and answer, beside the least that any program of Node could do:
// `node -e` reading the same file. Whole processes, in pairs that alternate, the median of each. Prints one line for
// a policy in YAML and one for the same policy in JSON. Run it on a machine that does nothing else.
//
//   node scripts/measure-start.js [PAIRS] [--json]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../packages/cli/bin/proviso.js', import.meta.url));
const fewestPairs = 40;
const target = 1.6;

/** A policy of the size people write: about sixty lines of YAML. */
const policy = {
  version: 1,
  name: 'measured',
  groups: {
    reading: ['read_file', 'read_text_file', 'list_directory', 'search_files', 'get_file_info'],
    writing: ['write_file', 'edit_file', 'create_directory'],
    web: ['fetch_*', 'search_web'],
  },
  guardrails: {
    deny: [
      { tool: ['delete_*', 'move_file'], id: 'nothing-gets-lost', reason: 'there is no backup yet' },
      { tool: 'execute_shell', id: 'no-shell', message: 'Describe the command instead of running it.' },
    ],
  },
  global: { default: 'deny' },
  agents: Object.fromEntries(
    ['reader', 'writer', 'researcher', 'reviewer', 'planner'].map((agent) => [
      agent,
      { allow: ['@reading', '@web', 'send_message'], deny: ['read_secret_*'], ask: ['run_tests'] },
    ]),
  ),
};

/** @type {(policy: unknown, indent?: string) => string} */
function toYaml(value, indent = '') {
  if (typeof value !== 'object' || value === null) return ` ${JSON.stringify(value)}\n`;
  if (Array.isArray(value)) {
    return `\n${value.map((item) => `${indent}-${toYaml(item, `${indent}  `).replace(/^\n\s*/, ' ')}`).join('')}`;
  }
  const members = Object.entries(value).map(
    ([key, item]) => `${indent}${key}:${toYaml(item, `${indent}  `)}`,
  );
  return `${indent === '' ? '' : '\n'}${members.join('')}`;
}

/**
 * How long one process takes, in milliseconds; it has to end with status 0.
 * @param {readonly string[]} args
 */
function timeProcess(args) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const elapsed = performance.now() - start;
  if (status !== 0) throw new Error(`\`node ${args.join(' ')}\` ended with ${status}: ${stderr}`);
  return elapsed;
}

/** @param {readonly number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * @param {string} file
 * @param {number} pairs
 */
function measure(file, pairs) {
  const floor = ['-e', `require('fs').readFileSync(${JSON.stringify(file)})`];
  const check = [command, 'check', '--policy', file, '--agent', 'reader', 'read_file'];
  /** @type {{ floor: number[], check: number[], ratio: number[] }} */
  const times = { floor: [], check: [], ratio: [] };
  for (const args of [floor, check]) timeProcess(args);
  for (let pair = 0; pair < pairs; pair += 1) {
    // Which of the two goes first alternates, so that neither always finds the warmer machine.
    const order = pair % 2 === 0 ? [floor, check] : [check, floor];
    const [first = 0, second = 0] = order.map(timeProcess);
    const [least, ours] = pair % 2 === 0 ? [first, second] : [second, first];
    times.floor.push(least);
    times.check.push(ours);
    times.ratio.push(ours / least);
  }
  return { floorMs: median(times.floor), checkMs: median(times.check), ratio: median(times.ratio), pairs };
}

const words = process.argv.slice(2);
const pairs = Math.max(fewestPairs, Number(words.find((word) => /^\d+$/.test(word)) ?? fewestPairs));
const folder = mkdtempSync(join(tmpdir(), 'proviso-start-'));
try {
  const texts = { yaml: toYaml(policy), json: `${JSON.stringify(policy, undefined, 2)}\n` };
  const results = Object.entries(texts).map(([format, text]) => {
    const file = join(folder, `policy.${format}`);
    writeFileSync(file, text);
    return { format, lines: text.split('\n').length - 1, ...measure(file, pairs) };
  });
  if (words.includes('--json')) {
    console.log(JSON.stringify({ node: process.version, target, results }));
  } else {
    for (const { format, lines, floorMs, checkMs, ratio } of results) {
      const times = `proviso check ${checkMs.toFixed(1)} ms, node reading the file ${floorMs.toFixed(1)} ms`;
      console.log(
        `${format}, ${lines} lines: ${times}, ratio ${ratio.toFixed(2)} (target ${target}, ${pairs} pairs)`,
      );
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
