import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger, PolicyIssue } from '@proviso/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PolicySource, type WatchPolicyOptions, watchPolicyFile } from './watch-policy-file.ts';

let folder: string;
let path: string;
let sources: PolicySource[];
let warnings: string[];
let refusals: (readonly PolicyIssue[])[];
let changes: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'proviso-watch-'));
  path = join(folder, 'policy.yaml');
  sources = [];
  warnings = [];
  refusals = [];
  changes = [];
});
afterEach(() => {
  for (const source of sources) source.close();
  rmSync(folder, { recursive: true, force: true });
});

const allowing = (...tools: string[]): string => `version: 1\nglobal:\n  allow: [${tools.join(', ')}]\n`;

const start = (options: WatchPolicyOptions = {}, file = path): PolicySource => {
  const logger: Logger = { warn: (message) => void warnings.push(message) };
  const onRefused = (issues: readonly PolicyIssue[]): void => void refusals.push(issues);
  const source = watchPolicyFile(file, { logger, onRefused, settleMs: 20, ...options });
  sources.push(source);
  source.onChange((digest) => changes.push(digest));
  return source;
};

const allows = (source: PolicySource, tool: string): boolean => source.decide({ tool }).action === 'allow';

/** Waits until it is so; a watch that never notices fails here. */
const until = async (condition: () => boolean): Promise<void> => {
  for (let attempt = 0; attempt < 500; attempt++) {
    if (condition()) return;
    await wait(20);
  }
  throw new Error('it never came about');
};

/** Long enough for a change to be noticed and settled many times over. */
const aWhile = (): Promise<void> => wait(300);

/** Gives the file a new time of change every few milliseconds while something is waited for. */
const whileTouched = async (waitFor: () => Promise<void>): Promise<void> => {
  let second = 1;
  const touching = setInterval(() => utimesSync(path, second, second++), 10);
  await waitFor().finally(() => clearInterval(touching));
};

const replace = (content: string): void => {
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
};

describe('a watched policy file (SPEC R24)', () => {
  it('is in force at once', () => {
    writeFileSync(path, allowing('a'));
    const source = start();
    expect(allows(source, 'a')).toBe(true);
    expect(allows(source, 'b')).toBe(false);
    expect(source.policyDigest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(source.decide({ tool: 'a' }).policyDigest).toBe(source.policyDigest);
    expect(source.document?.digest).toBe(source.policyDigest);
    expect(source.issues).toEqual([]);
    expect(warnings).toEqual([]);
  });

  it('denies everything while there was never a good document, and says so', async () => {
    const source = start();
    expect(source.decide({ tool: 'a' })).toMatchObject({
      action: 'deny',
      code: 'policy_unavailable',
      policyDigest: '',
    });
    expect(source.policyDigest).toBe('');
    expect(refusals).toHaveLength(1);
    expect(warnings).toEqual([
      `the policy file was refused, nothing is allowed\n${path}:1:1: the file does not exist`,
    ]);
    writeFileSync(path, 'version: 1\nglobal:\n  denny: [a]\n');
    await until(() => refusals.length === 2);
    expect(warnings[1]).toContain(`${path}:3:3: unknown key \`denny\`\n  3 |   denny: [a]`);
    expect(source.decide({ tool: 'b' }).code).toBe('policy_unavailable');
    expect(source.issues).toEqual(refusals[1]);
    writeFileSync(path, allowing('a'));
    await until(() => allows(source, 'a'));
    expect(source.issues).toEqual([]);
    expect(changes).toEqual([source.policyDigest]);
  });

  it.each([
    ['written over', (content: string) => writeFileSync(path, content)],
    ['replaced by renaming', replace],
    [
      'deleted and made anew',
      (content: string) => {
        unlinkSync(path);
        writeFileSync(path, content);
      },
    ],
    [
      'moved aside and made anew',
      (content: string) => {
        renameSync(path, `${path}~`);
        writeFileSync(path, content);
      },
    ],
  ])('is read again after it was %s', async (_how, change) => {
    writeFileSync(path, allowing('a'));
    const source = start({ pollMs: 0 });
    change(allowing('b'));
    await until(() => allows(source, 'b'));
    expect(allows(source, 'a')).toBe(false);
    change(allowing('c'));
    await until(() => allows(source, 'c'));
    expect(changes).toHaveLength(2);
    expect(changes[1]).toBe(source.policyDigest);
    expect(warnings).toEqual([]);
  });

  it('is noticed by polling alone', async () => {
    mkdirSync(join(folder, 'sub'));
    const linked = join(folder, 'sub', 'policy.yaml');
    writeFileSync(linked, allowing('a'));
    const source = start({ pollMs: 20 }, linked);
    rmSync(join(folder, 'sub'), { recursive: true });
    await until(() => refusals.length === 1);
    mkdirSync(join(folder, 'sub'));
    writeFileSync(linked, allowing('b'));
    await until(() => allows(source, 'b'));
  });

  it('is followed through links that are swapped, as mounted configuration does it', async () => {
    for (const [version, tool] of [
      ['v1', 'a'],
      ['v2', 'b'],
      ['v3', 'c'],
    ] as const) {
      mkdirSync(join(folder, version));
      writeFileSync(join(folder, version, 'policy.yaml'), allowing(tool));
    }
    symlinkSync('v1', join(folder, '..data'));
    symlinkSync('..data/policy.yaml', path);
    const source = start({ pollMs: 0 });
    for (const [version, tool] of [
      ['v2', 'b'],
      ['v3', 'c'],
    ] as const) {
      symlinkSync(version, join(folder, '..next'));
      renameSync(join(folder, '..next'), join(folder, '..data'));
      await until(() => allows(source, tool));
    }
    expect(readlinkSync(join(folder, '..data'))).toBe('v3');
    writeFileSync(join(folder, 'v3', 'policy.yaml'), allowing('d'));
    await until(() => allows(source, 'd'));
  });

  it('keeps the last good document while the file is refused, and comes back when it is fixed', async () => {
    writeFileSync(path, allowing('a'));
    const source = start();
    const { policyDigest } = source;
    replace('version: 1\nglobal: { allow: [] }\n');
    await until(() => refusals.length === 1);
    expect(allows(source, 'a')).toBe(true);
    expect(source.policyDigest).toBe(policyDigest);
    expect(source.issues).not.toEqual([]);
    expect(warnings[0]).toMatch(/^the policy file was refused, the last good policy stays in force\n/);
    replace(allowing('a'));
    await until(() => source.issues.length === 0);
    expect(changes).toEqual([]);
    replace(allowing('b'));
    await until(() => allows(source, 'b'));
    expect(changes).toHaveLength(1);
  });

  it('keeps the last good document while the file is gone', async () => {
    writeFileSync(path, allowing('a'));
    const source = start();
    unlinkSync(path);
    await until(() => refusals.length === 1);
    expect(refusals[0]?.[0]).toMatchObject({ code: 'unreadable', message: 'the file does not exist' });
    expect(allows(source, 'a')).toBe(true);
    writeFileSync(path, allowing('b'));
    await until(() => allows(source, 'b'));
  });

  it('reports a refused content once', async () => {
    writeFileSync(path, 'nonsense\n');
    start({ pollMs: 20 });
    utimesSync(path, new Date(0), new Date(0));
    writeFileSync(path, 'nonsense\n');
    await aWhile();
    expect(refusals).toHaveLength(1);
  });

  it('waits until a file that is being written is whole', async () => {
    writeFileSync(path, allowing('a'));
    const source = start({ settleMs: 500 });
    const parts = [
      'version: 1\n',
      'global:\n',
      '  allow: [b]\n',
      '  deny: [c]\n',
      'agents:\n',
      '  x: { deny: [b] }\n',
    ];
    writeFileSync(path, '');
    const seen = new Set<string>();
    for (const part of parts) {
      appendFileSync(path, part);
      for (let step = 0; step < 3; step++) {
        seen.add(source.policyDigest);
        await wait(10);
      }
    }
    expect(seen.size).toBe(1);
    await until(() => allows(source, 'b'));
    expect(source.decide({ tool: 'b', agent: 'x' }).action).toBe('deny');
    expect(refusals).toEqual([]);
    expect(changes).toHaveLength(1);
  });

  it('is read although it is touched without a pause', async () => {
    writeFileSync(path, allowing('a'));
    const source = start({ settleMs: 100 });
    writeFileSync(path, allowing('b'));
    await whileTouched(() => until(() => allows(source, 'b')));
    expect(allows(source, 'a')).toBe(false);
    expect(changes).toHaveLength(1);
    writeFileSync(path, allowing('c'));
    await until(() => allows(source, 'c'));
    expect(refusals).toEqual([]);
  });

  it('is not taken for whole while each reading of it holds something else', async () => {
    writeFileSync(path, allowing('a'));
    const source = start({ settleMs: 100 });
    const { policyDigest } = source;
    writeFileSync(path, allowing('b'));
    for (let line = 0; line < 90; line++) {
      appendFileSync(path, `# ${line}\n`);
      expect(source.policyDigest).toBe(policyDigest);
      await wait(20);
    }
    await until(() => allows(source, 'b'));
  });

  it('is never waited for when a pipe takes its place, and keeps the last good document', async () => {
    writeFileSync(path, allowing('a'));
    const source = start({ pollMs: 20 });
    unlinkSync(path);
    execFileSync('mkfifo', [path]);
    await until(() => refusals.some(([issue]) => issue?.message === 'the path is a pipe, not a file'));
    expect(allows(source, 'a')).toBe(true);
    replace(allowing('b'));
    await until(() => allows(source, 'b'));
  });

  it('denies everything when it is a pipe from the start', () => {
    execFileSync('mkfifo', [path]);
    const source = start();
    expect(source.decide({ tool: 'a' }).code).toBe('policy_unavailable');
    expect(source.issues).toMatchObject([{ code: 'unreadable', message: 'the path is a pipe, not a file' }]);
  });

  it('does not swap for the same content', async () => {
    writeFileSync(path, allowing('a'));
    const source = start({ pollMs: 20 });
    const { document } = source;
    replace(allowing('a'));
    utimesSync(path, new Date(1_000), new Date(1_000));
    await aWhile();
    expect(source.document).toBe(document);
    expect(changes).toEqual([]);
  });

  it('takes over new positions without announcing a change that is none', async () => {
    writeFileSync(path, allowing('a'));
    const source = start();
    replace(`# a comment\n${allowing('a')}`);
    await until(() => source.decide({ tool: 'a' }).rule?.position?.line === 4);
    expect(changes).toEqual([]);
  });

  it('answers by a whole document at any moment', async () => {
    const both = (one: string, other: string): string =>
      `version: 1\nglobal:\n  allow: [${one}]\n  deny: [${other}]\n`;
    writeFileSync(path, both('a', 'b'));
    const source = start({ settleMs: 1 });
    const digests = new Set<string>();
    for (let round = 0; round < 60; round++) {
      replace(round % 2 === 0 ? both('b', 'a') : both('a', 'b'));
      for (let step = 0; step < 5; step++) {
        const [a, b] = ['a', 'b'].map((tool) => source.decide({ tool }));
        expect([a?.action, b?.action].sort()).toEqual(['allow', 'deny']);
        expect(a?.policyDigest).toBe(b?.policyDigest);
        digests.add(a?.policyDigest ?? '');
        await wait(1);
      }
    }
    expect(digests.size).toBe(2);
  });

  it('goes on when listeners and loggers throw', async () => {
    writeFileSync(path, allowing('a'));
    const fail = (): never => {
      throw new Error('listener');
    };
    const source = start({ logger: { warn: fail }, onRefused: fail });
    source.onChange(fail);
    let told = 0;
    const stop = source.onChange(() => told++);
    replace('nonsense\n');
    await until(() => source.issues.length > 0);
    replace(allowing('b'));
    await until(() => allows(source, 'b'));
    expect(told).toBe(1);
    stop();
    replace(allowing('c'));
    await until(() => allows(source, 'c'));
    expect(told).toBe(1);
  });

  it('changes no more after it was closed, and still answers', async () => {
    writeFileSync(path, allowing('a'));
    const source = start({ pollMs: 20 });
    replace(allowing('b'));
    source.close();
    source.close();
    replace(allowing('c'));
    await aWhile();
    expect(allows(source, 'a')).toBe(true);
  });

  it('reads JSON when the file is named so', () => {
    const json = join(folder, 'policy.json');
    writeFileSync(json, '{"version":1,"global":{"allow":["a"]}}');
    expect(allows(start({}, json), 'a')).toBe(true);
  });
});
