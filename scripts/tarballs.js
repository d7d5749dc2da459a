import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** The packages people install, in the order of their dependencies. */
export const publicPackages = ['core', 'node', 'mcp', 'cli'];

/**
 * One packed package: its name, its tarball and the paths inside.
 * @typedef {{ readonly folder: string, readonly name: string, readonly version: string, readonly tarball: string, readonly files: readonly string[] }} PackedPackage
 */

/**
 * Packs every public package into a folder, exactly as `npm publish` would.
 * @param {string} destination
 * @returns {readonly PackedPackage[]}
 */
export function packAll(destination) {
  const workspaces = publicPackages.map((folder) => `--workspace=packages/${folder}`);
  const output = execFileSync(
    'npm',
    [
      'pack',
      '--json',
      '--ignore-scripts',
      '--loglevel=error',
      `--pack-destination=${destination}`,
      ...workspaces,
    ],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  /** @type {{ name: string, version: string, filename: string, files: { path: string }[] }[]} */
  const packed = JSON.parse(output);
  return publicPackages.map((folder) => {
    const { name } = JSON.parse(readFileSync(join(root, 'packages', folder, 'package.json'), 'utf8'));
    const found = packed.find((candidate) => candidate.name === name);
    if (found === undefined) throw new Error(`npm did not pack \`${name}\``);
    const files = found.files.map(({ path }) => path);
    return { folder, name, version: found.version, tarball: join(destination, found.filename), files };
  });
}

/**
 * Installs the tarballs into an empty project, and nothing else; parsers they depend on come from npm's cache or
 * the registry.
 * @param {string} project
 * @param {readonly PackedPackage[]} packages
 */
export function installAll(project, packages) {
  const options = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  const tarballs = packages.map(({ tarball }) => tarball);
  execFileSync('npm', ['install', ...options, ...tarballs], { cwd: project, stdio: 'inherit' });
}
