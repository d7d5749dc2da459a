// Compares the reader of command lines with real shells for as many minutes as are given (5 if none):
//   node scripts/fuzz-shell.js 30
// Every round prints its seed; PROVISO_SEED repeats it. Ends with 1 and the lines at the first disagreement.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const minutes = Number(process.argv[2] ?? 5);
const firstSeed = Number(process.env.PROVISO_SEED ?? Math.floor(Math.random() * 2 ** 31));
const linesPerRound = 10_000;
const shells = [
  ['/bin/bash', '--norc', '--noprofile'],
  ['/bin/bash', '--norc', '--noprofile', '--posix'],
  ['/usr/bin/env', 'LC_ALL=C', '/bin/bash', '--norc', '--noprofile'],
  ['/bin/sh'],
];

const folder = mkdtempSync(join(tmpdir(), 'proviso-fuzz-'));
try {
  const fuzz = await load('run-fuzz.ts');
  const real = await load('real-shell.ts');
  process.exitCode = await runRounds(fuzz, real.createRealShell);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Loads a module of core's test support, which is published nowhere.
 * @param {string} file
 */
async function load(file) {
  const outfile = join(folder, file.replace('.ts', '.mjs'));
  const source = fileURLToPath(new URL(`../packages/core/src/testing/shell/${file}`, import.meta.url));
  await build({ entryPoints: [source], bundle: true, platform: 'node', format: 'esm', outfile });
  return import(pathToFileURL(outfile).href);
}

/**
 * Runs rounds in pairs until the time is over, and gives the exit code.
 * @param {typeof import('../packages/core/src/testing/shell/run-fuzz.ts')} fuzz
 * @param {typeof import('../packages/core/src/testing/shell/real-shell.ts').createRealShell} createRealShell
 */
async function runRounds({ runFuzz, skipsOutsideBash }, createRealShell) {
  const skipsOf = (/** @type {readonly string[]} */ command) =>
    command.includes('/bin/bash') ? () => false : skipsOutsideBash;
  const end = Date.now() + minutes * 60_000;
  let lines = 0;
  let accepted = 0;
  for (let round = 0; round === 0 || Date.now() < end; round += 1) {
    const seeds = [firstSeed + 2 * round, firstSeed + 2 * round + 1];
    const command = shells[round % shells.length] ?? [];
    const shell = createRealShell(command);
    const reports = await Promise.all(
      seeds.map((seed) => runFuzz(shell, { seed, lines: linesPerRound, skips: skipsOf(command) })),
    );
    shell.close();
    for (const [index, report] of reports.entries()) {
      lines += report.lines;
      accepted += report.accepted;
      const { disagreements, ...counts } = report;
      console.log(`${command.join(' ')}: PROVISO_SEED=${seeds[index]} ${JSON.stringify(counts)}`);
      for (const found of disagreements) console.log(JSON.stringify(found));
    }
    if (reports.some(({ disagreements }) => disagreements.length > 0)) return 1;
  }
  console.log(`${lines} lines, ${accepted} accepted and run, no disagreement`);
  return 0;
}
