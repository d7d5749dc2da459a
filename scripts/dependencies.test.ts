import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Manifest {
  readonly license?: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Row {
  readonly name: string;
  readonly why: string;
  readonly license: string;
  readonly megabytes: number;
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** The third-party packages that a manifest asks for in any way. */
function asked(manifest: Manifest): readonly string[] {
  const { dependencies, devDependencies, peerDependencies, optionalDependencies } = manifest;
  const names = Object.keys({
    ...dependencies,
    ...devDependencies,
    ...peerDependencies,
    ...optionalDependencies,
  });
  return names.filter((name) => !name.startsWith('@proviso/'));
}

function readRows(): readonly Row[] {
  const text = readFileSync(join(root, 'docs/dependencies.md'), 'utf8');
  return text
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => {
      const cells = line.split('|').map((cell) => cell.trim());
      const [megabytes = '', license = '', why = ''] = cells.slice(0, -1).reverse();
      return { name: cells[1]?.replaceAll('`', '') ?? '', why, license, megabytes: Number(megabytes) };
    });
}

/** The bytes of a package without those installed inside it. */
function sizeOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.name !== 'node_modules' && !entry.isSymbolicLink())
    .map((entry) => join(folder, entry.name))
    .reduce((sum, path) => sum + (statSync(path).isDirectory() ? sizeOf(path) : statSync(path).size), 0);
}

function installed(name: string): string {
  const paths = createRequire(join(root, 'package.json')).resolve.paths(name) ?? [];
  const found = [...paths, join(root, 'packages/node/node_modules'), join(root, 'packages/cli/node_modules')]
    .map((path) => join(path, name))
    .find((path) => statSync(join(path, 'package.json'), { throwIfNoEntry: false }) !== undefined);
  if (found === undefined) throw new Error(`\`${name}\` is not installed`);
  return found;
}

describe('docs/dependencies.md', () => {
  const rows = readRows();
  const folders = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name));
  const everything = new Set([root, ...folders].flatMap((folder) => asked(readManifest(folder))));

  it('has one line for every package that a manifest asks for, and no other', () => {
    expect(everything.size).toBeGreaterThan(10);
    expect(rows.map(({ name }) => name).sort()).toEqual([...everything].sort());
  });

  it('says of every package why it is here', () => {
    expect(rows.filter(({ why }) => why.length < 15).map(({ name }) => name)).toEqual([]);
  });

  it('states every licence as the package itself does', () => {
    const wrong = rows.filter(({ name, license }) => {
      const stated = readManifest(installed(name)).license ?? '';
      // Some manifests only point at a file; the page then says what that file is.
      return stated.startsWith('SEE LICENSE') ? license === '' : license !== stated;
    });
    expect(wrong).toEqual([]);
  });

  it('states every size to a tenth', () => {
    // What an install script makes of a package depends on whether it was run.
    const asPacked = rows.filter(
      ({ name }) => readManifest(installed(name)).scripts?.postinstall === undefined,
    );
    const wrong = asPacked.filter(({ name, megabytes }) => {
      const size = sizeOf(installed(name)) / 1e6;
      return !(Math.abs(size - megabytes) <= Math.max(0.02, size / 10));
    });
    expect(wrong).toEqual([]);
  });

  it('keeps core without any dependency', () => {
    expect(asked(readManifest(join(root, 'packages/core')))).toEqual([]);
  });
});
