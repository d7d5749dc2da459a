import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The folder names git does not keep, `dist/` and `/reports/` alike. */
const ignored = new Set(
  readFileSync(join(root, '.gitignore'), 'utf8')
    .split('\n')
    .filter((line) => line.endsWith('/'))
    .map((line) => line.replaceAll('/', '')),
);

/** The folders in a folder, without those that git does not keep. */
function foldersIn(path: string): readonly string[] {
  return readdirSync(join(root, path), { withFileTypes: true })
    .filter(({ name }) => name !== '.git' && !ignored.has(name))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${path}${name}/`);
}

/** The rooms that ARCHITECTURE.md names: the first cell of each row that is a path in backticks. */
function namedRooms(): readonly string[] {
  const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
  return [...text.matchAll(/^\| `([^`]+\/)` \|/gm)].map(([, path]) => path ?? '');
}

describe('ARCHITECTURE.md', () => {
  it('names every top-level folder, every package and every room of core', () => {
    const rooms = [...foldersIn(''), ...foldersIn('packages/'), ...foldersIn('packages/core/src/')];
    expect(rooms.length).toBeGreaterThan(10);
    expect(rooms.filter((room) => !namedRooms().includes(room))).toEqual([]);
  });

  it('names nothing that is not there', () => {
    expect(namedRooms().filter((room) => !existsSync(join(root, room)))).toEqual([]);
  });

  it('names each room once', () => {
    expect(new Set(namedRooms()).size).toBe(namedRooms().length);
  });

  it('lists the rooms of core in the order that the borders enforce', () => {
    const borders = readFileSync(join(root, '.dependency-cruiser.js'), 'utf8');
    const [, list = ''] = /coreRooms = \[([^\]]*)\]/.exec(borders) ?? [];
    const enforced = [...list.matchAll(/'([a-z]+)'/g)].map(([, room]) => `packages/core/src/${room}/`);
    const named = namedRooms().filter((room) => /^packages\/core\/src\/(?!testing)/.test(room));
    expect(enforced.filter((room) => named.includes(room))).toEqual(named);
  });
});
