// Runs the built packages on newer versions of Node than the one at hand. The binaries come from the registry's `node`
// package and are kept under node_modules/.cache. Downloads, so it is not part of CI: `npm run test:nodes [MAJOR…]`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './tarballs.js';

const versions = process.argv.length > 2 ? process.argv.slice(2) : ['22', '24', '26'];

/**
 * Gives the binary of a Node version, downloading it when it is not in the cache.
 * @param {string} version
 */
function install(version) {
  const folder = join(root, 'node_modules/.cache/nodes', version);
  const binary = join(folder, 'node_modules/node/bin/node');
  if (existsSync(binary)) return binary;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const args = ['install', '--no-audit', '--no-fund', '--loglevel=error', `node@${version}`];
  const { status } = spawnSync('npm', args, { cwd: folder, stdio: 'inherit' });
  if (status !== 0 || !existsSync(binary)) throw new Error(`node@${version} could not be installed`);
  return binary;
}

let failures = 0;
for (const version of versions) {
  try {
    const { status } = spawnSync(install(version), [join(root, 'scripts/smoke.js')], { stdio: 'inherit' });
    if (status !== 0) throw new Error(`the built packages fail on Node ${version}`);
  } catch (error) {
    failures += 1;
    console.error(error instanceof Error ? error.message : error);
  }
}
process.exitCode = failures === 0 ? 0 : 1;
