// Adds to package-lock.json the packages of other platforms that npm could not look up while it wrote the lock. npm
// leaves out what a registry does not serve, even a package for a platform that is not this one, and `npm ci` then
// refuses the lock as incomplete. Run after `npm install` when `npm ci` says `Missing: … from lock file`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './tarballs.js';

const systems = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const processors = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];

/**
 * One package of the lock.
 * @typedef {{ version?: string, dev?: boolean, optional?: boolean, os?: string[], cpu?: string[], libc?: string[], optionalDependencies?: Record<string, string> }} LockedPackage
 */

/**
 * Tells from a binary package's name where it runs.
 * @param {string} name
 */
function platformOf(name) {
  const words = name.split(/[-/]/);
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  if (os.length !== 1 || cpu.length !== 1) return undefined;
  const libc = words.some((word) => word.startsWith('musl'))
    ? ['musl']
    : words.some((word) => word.startsWith('gnu'))
      ? ['glibc']
      : undefined;
  return { os, cpu, ...(libc !== undefined && { libc }) };
}

const file = join(root, 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
/** @type {Record<string, LockedPackage>} */
const packages = lock.packages;
const added = [];
for (const [path, { dev, optionalDependencies = {} }] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (`node_modules/${name}` in packages || `${path}/node_modules/${name}` in packages) continue;
    const platform = platformOf(name);
    if (platform === undefined || !/^\d+\.\d+\.\d+[\w.-]*$/.test(version)) {
      console.error(`complete-lock: \`${name}\` ${version} is missing and names no one platform`);
      process.exitCode = 1;
      continue;
    }
    packages[`node_modules/${name}`] = { version, ...(dev === true && { dev }), optional: true, ...platform };
    added.push(name);
  }
}
if (added.length > 0) {
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  lock.packages = Object.fromEntries(sorted);
  writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`);
}
console.log(`complete-lock: ${added.length} packages of other platforms added`);
