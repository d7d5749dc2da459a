import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';

const root = new URL('..', import.meta.url);

/**
 * What the figures were taken with.
 * @param {readonly string[]} packages
 */
export function versionsOf(packages) {
  const names = [...new Set(packages)].sort();
  return {
    node: process.versions.node,
    v8: process.versions.v8,
    platform: `${process.platform} ${process.arch}`,
    processor: cpus()[0]?.model ?? 'unknown',
    processors: cpus().length,
    packages: Object.fromEntries(names.map((name) => [name, versionOf(name)])),
  };
}

/**
 * Not through `require`: some packages do not export their `package.json`.
 * @param {string} name
 * @returns {string}
 */
function versionOf(name) {
  const file = fileURLToPath(new URL(`node_modules/${name}/package.json`, root));
  return JSON.parse(readFileSync(file, 'utf8')).version;
}
