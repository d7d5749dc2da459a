import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEngine, parsePolicyDocument } from '@proviso/core';
import { readPolicyText } from '@proviso/node';
import { documentValue } from './contenders/proviso.js';
import { median } from './statistics.js';

/** @typedef {import('./workloads.js').Workload} Workload */

/**
 * Milliseconds from a value or a text to the first decision.
 * @typedef {object} Loading
 * @property {string} workload
 * @property {'object' | 'yaml'} from
 * @property {number} bytes of the text; of the JSON text where an object is read
 * @property {number} firstMs in a process that has done nothing before
 * @property {number} againMs in a process that has done it before
 */

const coldProcesses = 9;
const repetitions = 15;
const program = fileURLToPath(new URL('cold-load.js', import.meta.url));

/**
 * Times loading a workload's policies, cold and warm.
 * @param {Workload} workload
 * @returns {Loading[]}
 */
export function measureLoading(workload) {
  const json = JSON.stringify(documentValue(workload));
  const yaml = toYaml(documentValue(workload));
  const probe = workload.casesOf(0).find(({ allowed }) => allowed)?.call;
  if (probe === undefined) throw new Error('a workload without an allowed call');
  const decideFirst = (/** @type {import('@proviso/core').ParseResult} */ result) => {
    if (!result.ok || createEngine(result.document).decide(probe).action !== 'allow')
      throw new Error('a policy was loaded, but does not allow what it says');
  };
  const folder = mkdtempSync(join(tmpdir(), 'proviso-bench-'));
  try {
    const files = { object: join(folder, 'policy.json'), yaml: join(folder, 'policy.yaml') };
    writeFileSync(files.object, json);
    writeFileSync(files.yaml, yaml);
    return [
      {
        workload: workload.id,
        from: 'object',
        bytes: Buffer.byteLength(json),
        firstMs: timeCold(files.object, probe),
        againMs: timeWarm(
          () => JSON.parse(json),
          (value) => decideFirst(parsePolicyDocument(value)),
        ),
      },
      {
        workload: workload.id,
        from: 'yaml',
        bytes: Buffer.byteLength(yaml),
        firstMs: timeCold(files.yaml, probe),
        againMs: timeWarm(
          () => yaml,
          (text) => decideFirst(readPolicyText(text, { format: 'yaml' })),
        ),
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} file
 * @param {import('./workloads.js').Call} probe
 */
function timeCold(file, probe) {
  return median(
    Array.from({ length: coldProcesses }, () => {
      const { stdout, stderr } = spawnSync(process.execPath, [program, file, JSON.stringify(probe)], {
        encoding: 'utf8',
      });
      if (stdout === '') throw new Error(`loading in a new process failed: ${stderr}`);
      const { ms, action } = JSON.parse(stdout);
      if (action !== 'allow') throw new Error('a policy was loaded, but does not allow what it says');
      return ms;
    }),
  );
}

/**
 * @template T
 * @param {() => T} prepare Not timed.
 * @param {(input: T) => void} load
 */
function timeWarm(prepare, load) {
  const times = Array.from({ length: repetitions }, () => {
    const input = prepare();
    const start = performance.now();
    load(input);
    return performance.now() - start;
  });
  return median(times);
}

/**
 * The document as people write it: one entry a line.
 * @param {{ version: number, global: import('./policies.js').Policy, agents: Record<string, import('./policies.js').Policy> }} document
 */
function toYaml({ version, global, agents }) {
  const lists = (/** @type {import('./policies.js').Policy} */ policy, /** @type {string} */ indent) =>
    Object.entries(policy).flatMap(([list, entries]) => [
      `${indent}${list}:`,
      ...entries.map((/** @type {string} */ entry) => `${indent}  - ${entry}`),
    ]);
  return [
    `version: ${version}`,
    'global:',
    ...lists(global, '  '),
    'agents:',
    ...Object.entries(agents).flatMap(([agent, policy]) => [`  ${agent}:`, ...lists(policy, '    ')]),
    '',
  ].join('\n');
}
