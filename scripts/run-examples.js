// Runs every program in examples/ on the built packages and compares what it prints with the text file beside it.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './tarballs.js';

const folder = join(root, 'examples');
const programs = readdirSync(folder).filter((name) => name.endsWith('.js'));
let failures = programs.length === 0 ? 1 : 0;
for (const program of programs) {
  const expected = readFileSync(join(folder, program.replace(/\.js$/, '.txt')), 'utf8');
  const args = [join(folder, program)];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 60_000 });
  if (status === 0 && stdout === expected) console.log(`ok   ${program}`);
  else {
    failures += 1;
    console.log(
      `FAIL ${program}: status ${status}, printed\n${stdout}${stderr}\nbut should print\n${expected}`,
    );
  }
}
process.exitCode = failures === 0 ? 0 : 1;
