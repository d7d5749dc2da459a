import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maxPolicyBytes } from './policy-bytes.ts';
import { type PolicyFileResult, readPolicyFile, readPolicyFileSync } from './read-policy-file.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'proviso-read-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const good = 'version: 1\nglobal: { default: deny }\n';

const put = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const newPath = (): string => join(folder, Math.random().toString(36).slice(2));

const makePipe = (): string => {
  const path = newPath();
  execFileSync('mkfifo', [path]);
  return path;
};

const link = (target: string): string => {
  const path = newPath();
  symlinkSync(target, path);
  return path;
};

const firstIssue = (result: PolicyFileResult) => (result.ok ? undefined : result.issues[0]);

describe.each([
  ['readPolicyFile', readPolicyFile],
  ['readPolicyFileSync', async (path: string) => readPolicyFileSync(path)],
])('%s (SPEC R23)', (_name, read) => {
  it('reads YAML, and JSON by its extension', async () => {
    expect(await read(put('a.yaml', good))).toMatchObject({ ok: true, text: good });
    expect(await read(put('a.json', '{"version":1,"global":{"default":"deny"}}'))).toMatchObject({
      ok: true,
    });
    expect(await read(put('b.json', good))).toMatchObject({ ok: false });
  });

  it('names the file, line and column of a fault, and gives the text for excerpts', async () => {
    const path = put('c.yaml', 'version: 1\nglobal: { denny: [a] }\n');
    const result = await read(path);
    expect(firstIssue(result)?.position).toEqual({ file: path, line: 2, column: 11 });
    expect(result.text).toContain('denny');
  });

  it.each([
    ['that is missing', () => join(folder, 'missing.yaml'), 'the file does not exist'],
    ['that is a directory', () => folder, 'the path is a directory, not a file'],
    ['below a file', () => join(put('d.yaml', good), 'x'), 'a part of the path is not a folder'],
    ['with a NUL in its name', () => `${folder}/a\0b`, 'the file cannot be read (ERR_INVALID_ARG_VALUE)'],
    ['that is a pipe nobody writes to', makePipe, 'the path is a pipe, not a file'],
    ['that is a link to a pipe', () => link(makePipe()), 'the path is a pipe, not a file'],
    ['that is a device without content', () => '/dev/null', 'the path is a device, not a file'],
    ['that is a link to a device without end', () => link('/dev/zero'), 'the path is a device, not a file'],
    [
      'in UTF-16',
      () => put('e.yaml', Buffer.from(`\ufeff${good}`, 'utf16le')),
      'the file is UTF-16, save it as UTF-8',
    ],
  ])('refuses a file %s', async (_what, path, message) => {
    const place = path();
    expect(firstIssue(await read(place))).toEqual({
      code: 'unreadable',
      message,
      path: [],
      position: { file: place, line: 1, column: 1 },
    });
  });

  it('refuses bytes that are no UTF-8, and says where', async () => {
    const bytes = Buffer.concat([
      Buffer.from('version: 1\nname: é '),
      Buffer.from([0xff]),
      Buffer.from('\n'),
    ]);
    expect(firstIssue(await read(put('f.yaml', bytes)))).toMatchObject({
      code: 'unreadable',
      position: { line: 2, column: 9 },
    });
    expect(firstIssue(await read(put('g.yaml', Buffer.from([0x61, 0xc3]))))).toMatchObject({
      code: 'unreadable',
    });
  });

  it('refuses a file that is too large', async () => {
    const large = put('h.yaml', `${good}#${'x'.repeat(maxPolicyBytes)}`);
    expect(firstIssue(await read(large))).toMatchObject({
      code: 'too_large',
      position: { line: 1, column: 1 },
    });
    rmSync(large);
  });

  it('reads a file of exactly the limit', async () => {
    const path = put('i.yaml', `${good}#${'x'.repeat(maxPolicyBytes - good.length - 1)}`);
    expect(await read(path)).toMatchObject({ ok: true });
    rmSync(path);
  });

  it('refuses an empty file', async () => {
    expect(await read(put('j.yaml', ''))).toMatchObject({ ok: false });
  });

  it.each([0o777, 0o666, 0o400, 0o4755])('does not ignore a file for its mode %i', async (mode) => {
    const path = put(`mode-${mode}.yaml`, 'version: 1\nglobal: { deny: [a] }\n');
    chmodSync(path, mode);
    expect(await read(path)).toMatchObject({ ok: true });
  });

  it('follows symbolic links, and refuses a circle of them', async () => {
    const name = Math.random().toString(36).slice(2);
    mkdirSync(join(folder, name));
    symlinkSync(put('k.yaml', good), join(folder, name, 'link.yaml'));
    symlinkSync(join(folder, name, 'circle.yaml'), join(folder, name, 'circle.yaml'));
    expect(await read(join(folder, name, 'link.yaml'))).toMatchObject({ ok: true });
    expect(firstIssue(await read(join(folder, name, 'circle.yaml')))?.message).toBe(
      'the path leads through a circle of symbolic links',
    );
  });
});
