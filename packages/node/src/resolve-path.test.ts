import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { resolvePath } from './resolve-path.ts';

let root = '';

beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'resolve-')));
  mkdirSync(join(root, 'a/b'), { recursive: true });
  writeFileSync(join(root, 'a/b/file'), '');
  symlinkSync(join(root, 'a'), join(root, 'to-a'));
  symlinkSync('to-a/b', join(root, 'to-b'));
  symlinkSync('../../to-b/file', join(root, 'a/b/round'));
  symlinkSync(join(root, 'nowhere/new'), join(root, 'dangling'));
  symlinkSync('dangling', join(root, 'to-dangling'));
  symlinkSync('circle', join(root, 'circle'));
  symlinkSync('ping', join(root, 'pong'));
  symlinkSync('pong', join(root, 'ping'));
  symlinkSync('missing/../a/b', join(root, 'through-missing'));
  symlinkSync('/', join(root, 'to-root'));
});

afterAll(() => rmSync(root, { recursive: true }));

it.each([
  ['a path without links is itself', 'a/b/file', 'a/b/file'],
  ['a link in the middle is followed', 'to-a/b/file', 'a/b/file'],
  ['a link to a link is followed', 'to-b/file', 'a/b/file'],
  ['a relative link with dot segments is followed', 'a/b/round', 'a/b/file'],
  ['what does not exist yet is kept', 'to-a/new/deep/file', 'a/new/deep/file'],
  ['a dangling link is followed to where writing would create', 'dangling', 'nowhere/new'],
  ['a link to a dangling link is followed', 'to-dangling/x', 'nowhere/new/x'],
  ['a link through what is missing leads where its text says', 'through-missing/file', 'a/b/file'],
  ['nothing is below a file', 'a/b/file/x', 'a/b/file/x'],
  ['no name is that long', `to-a/${'n'.repeat(300)}/x`, `a/${'n'.repeat(300)}/x`],
  ['repeated and final separators and dots do not matter', './/a///b/./', 'a/b'],
])('R48.1: %s', (_condition, path, place) => {
  expect(resolvePath(`${root}/${path}`)).toBe(join(root, place));
});

it('R48.1: the root is the root, also through a link', () => {
  expect(resolvePath('/')).toBe('/');
  expect(resolvePath(`${root}/to-root`)).toBe('/');
});

it.each([
  ['a link to itself', 'circle'],
  ['two links to each other', 'ping/x'],
  ['a NUL', 'a\0b'],
])('R48.1: %s cannot be resolved', (_condition, path) => {
  expect(resolvePath(`${root}/${path}`)).toBeUndefined();
});

it('R48.1: a relative path cannot be resolved', () => {
  expect(resolvePath('a/b')).toBeUndefined();
  expect(resolvePath('')).toBeUndefined();
});

it
  .runIf(process.platform === 'linux')
  .each(['/proc/self/root/etc', '/proc/self/cwd', '/dev/fd/0', '/dev/stdin'])(
  'R48.1: %s leads elsewhere for another process, so it cannot be resolved',
  (path) => expect(resolvePath(path)).toBeUndefined(),
);

it.runIf(process.getuid?.() !== 0)('R48.1: a folder that may not be looked into cannot be resolved', () => {
  const closed = join(root, 'closed');
  mkdirSync(closed, { mode: 0 });
  expect(resolvePath(join(closed, 'x'))).toBeUndefined();
  chmodSync(closed, 0o700);
});

it('R48.1: agrees with the system on everything that exists', () => {
  for (const path of ['a', 'to-a', 'to-b', 'a/b/round', 'to-b/round', 'to-a/b/file', 'to-root/usr'])
    expect(resolvePath(join(root, path))).toBe(realpathSync.native(join(root, path)));
});
