// Runs every check of the repository, one after the other, whatever the earlier ones said. Ends with one line
// `N passed, N failed` that counts each test and each check, and with a non-zero status when anything failed.
// Needs nothing installed: installing is the first check.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTestReport } from './test-report.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const testReport = 'reports/vitest.json';
const minutesPerCheck = 20;

/** @type {readonly { name: string, command: readonly string[] }[]} */
const checks = [
  { name: 'install', command: ['npm', 'ci'] },
  {
    name: 'tests',
    command: [
      'npm',
      'test',
      '--',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${testReport}`,
    ],
  },
  { name: 'lint', command: ['npm', 'run', '--silent', 'lint', '--', '--error-on-warnings'] },
  { name: 'types', command: ['npm', 'run', '--silent', 'types'] },
  { name: 'borders', command: ['npm', 'run', '--silent', 'borders'] },
  { name: 'knip', command: ['npm', 'run', '--silent', 'knip'] },
  { name: 'packages', command: ['npm', 'run', '--silent', 'check:packages'] },
  { name: 'api', command: ['npm', 'run', '--silent', 'check:api'] },
  { name: 'examples', command: ['npm', 'run', '--silent', 'examples'] },
  { name: 'guide', command: ['npm', 'run', '--silent', 'check:guide'] },
];

/**
 * Runs one check with its output in view.
 * @param {readonly string[]} command
 * @returns {{ ok: boolean, seconds: number }}
 */
function run([program = '', ...args]) {
  const start = performance.now();
  const { status, error } = spawnSync(program, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: minutesPerCheck * 60_000,
  });
  if (error !== undefined) console.error(`ci: ${error.message}`);
  return { ok: status === 0, seconds: (performance.now() - start) / 1000 };
}

mkdirSync(dirname(`${root}/${testReport}`), { recursive: true });
rmSync(`${root}/${testReport}`, { force: true });

let passed = 0;
let failed = 0;
const lines = [];
for (const { name, command } of checks) {
  console.log(`\n=== ${name}: ${command.join(' ')}`);
  const { ok, seconds } = run(command);
  const counts =
    name === 'tests'
      ? readTestReport(`${root}/${testReport}`, ok)
      : { passed: Number(ok), failed: Number(!ok) };
  passed += counts.passed;
  failed += counts.failed;
  const detail = name === 'tests' ? ` (${counts.passed} passed, ${counts.failed} failed)` : '';
  lines.push(
    `${counts.failed === 0 ? 'ok  ' : 'FAIL'} ${name.padEnd(10)} ${seconds.toFixed(1).padStart(7)} s${detail}`,
  );
}

console.log(`\n${lines.join('\n')}\n`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
