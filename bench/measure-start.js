import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** @typedef {{ format: string, lines: number, floorMs: number, checkMs: number, ratio: number, pairs: number }} Start */

const program = fileURLToPath(new URL('../scripts/measure-start.js', import.meta.url));

/**
 * What `scripts/measure-start.js` measures: the command beside a process that only reads the same file.
 * @returns {Start[]}
 */
export function measureStart() {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, '--json'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`measuring the start failed: ${stderr}`);
  return JSON.parse(stdout).results;
}
