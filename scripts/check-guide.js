// Follows docs/guide.md as a reader would: writes its files, runs its commands with the built packages in an empty folder,
// and compares what they print with what the guide says. A command that is neither run nor excused is an error.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readGuideBlocks } from './guide-blocks.js';
import { root } from './tarballs.js';

const folder = mkdtempSync(join(tmpdir(), 'proviso-guide-'));
// Offline: a command that is not linked here must fail, not be fetched from whoever has its name.
const quiet = { npm_config_loglevel: 'error', npm_config_offline: 'true' };
const env = { ...process.env, ...quiet, NO_COLOR: '1', COLUMNS: '100' };
delete (/** @type {NodeJS.ProcessEnv} */ (env).FORCE_COLOR);

/**
 * Runs a block's commands and gives what they printed, errors included.
 * @param {import('./guide-blocks.js').GuideBlock} block
 */
function execute({ text, instruction, line }) {
  const expected = Number(/^run, exit (\d+)$/.exec(instruction)?.[1] ?? 0);
  const script = `exec 2>&1\n${text}`;
  const { status, stdout } = spawnSync('bash', ['-c', script], {
    cwd: folder,
    env,
    encoding: 'utf8',
    timeout: 120_000,
  });
  if (status !== expected)
    throw new Error(`line ${line}: exit status ${status}, not ${expected}:\n${stdout}`);
  return stdout;
}

/** @param {string} text */
const withoutPlace = (text) => text.replaceAll(folder, '.').trimEnd();

function follow() {
  let printed = '';
  let ran = 0;
  for (const block of readGuideBlocks(readFileSync(join(root, 'docs/guide.md'), 'utf8'))) {
    const { instruction, language, text, line } = block;
    if (instruction.startsWith('file ')) writeFileSync(join(folder, instruction.slice('file '.length)), text);
    else if (/^run(, exit \d+)?$/.test(instruction)) {
      printed = execute(block);
      ran += 1;
    } else if (instruction === 'prints') {
      if (withoutPlace(printed) !== withoutPlace(text)) {
        throw new Error(`line ${line}: the guide says\n${text}\nbut this was printed:\n${printed}`);
      }
    } else if (language === 'sh' && !/^not run: \w/.test(instruction)) {
      throw new Error(`line ${line}: neither run nor excused`);
    }
  }
  if (ran === 0) throw new Error('the guide runs nothing');
  return ran;
}

try {
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  console.log(`ok   docs/guide.md: ${follow()} blocks ran as written`);
} catch (error) {
  console.log(`FAIL docs/guide.md: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
