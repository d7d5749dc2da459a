import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Decision } from '@proviso/core';
import { describe, expect, it } from 'vitest';
import { createFolder, jsonLines, proviso } from './proviso.ts';

const folder = createFolder();
const policy = `version: 1
guardrails:
  deny:
    - tool: [delete_*]
      id: nothing-gets-lost
      reason: there is no backup
global: { default: deny }
agents:
  coder:
    allow: [read_file]
    ask: [run_tests]
`;
writeFileSync(join(folder, 'proviso.yaml'), policy);
const check = (...words: string[]) => proviso(['check', ...words], { cwd: folder });

describe('check: the exit status is the answer', () => {
  it('gives 0 for an allow and says where the entry stands', async () => {
    const { status, stdout, stderr } = await check('--agent', 'coder', 'read_file');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(
      'allow  `read_file` is allowed by `agents.coder.allow[0]` of the policy of agent `coder`\n' +
        '       proviso.yaml:10:13: `read_file`\n',
    );
  });

  it('gives 1 for a deny, with the rule and its reason', async () => {
    const { status, stdout } = await check('-a', 'coder', 'delete_file');
    expect(status).toBe(1);
    expect(stdout).toBe(
      'deny   `delete_file` is denied by `nothing-gets-lost` of the guardrails\n' +
        '       proviso.yaml:4:7 guardrails.deny[0]: `delete_*`; there is no backup\n',
    );
  });

  it('gives 1 for an ask: it is no allow (R9)', async () => {
    const { status, stdout } = await check('-a', 'coder', 'run_tests');
    expect(status).toBe(1);
    expect(stdout).toMatch(/^ask {4}/);
  });

  it('judges every caller as well (R22)', async () => {
    expect((await check('-c', 'coder', '-c', 'nobody', '-a', 'coder', 'read_file')).status).toBe(1);
    expect((await check('-c', 'coder', '-a', 'coder', 'read_file')).status).toBe(0);
  });

  it('says that an agent has no policy, and which name was probably meant', async () => {
    const { stdout } = await check('-a', 'codr', 'read_file');
    expect(stdout).toContain(
      'agent `codr` has no policy of its own, so the global one counts; did you mean `coder`?',
    );
  });

  it('prints one decision as one line of JSON for programs', async () => {
    const { stdout } = await check('--json', '-a', 'coder', 'read_file', '--args', '{"path":"a"}');
    expect(jsonLines(stdout)).toMatchObject([
      {
        action: 'allow',
        code: 'allowed',
        rule: { position: { file: 'proviso.yaml', line: 10, column: 13 } },
      },
    ]);
    expect(stdout.endsWith('}\n')).toBe(true);
  });

  it('takes a tool that begins with a dash after `--`, and an empty name', async () => {
    expect((await check('--', '--json')).stdout).toContain('`--json` is not allowed');
    expect((await check('')).stdout).toContain('`` is not allowed');
  });
});

describe('R26: arguments', () => {
  it.each([
    ['an array', '[]'],
    ['null', 'null'],
    ['no JSON', '{bad'],
    ['a key twice', '{"a":1,"a":2}'],
    ['a number that changes', '{"a":1e999}'],
    ['nothing', ''],
  ])('%s is a denied call, not a fault of the command', async (_name, args) => {
    const { status, stdout } = await check('--json', '-a', 'coder', '--args', args, 'read_file');
    expect(status).toBe(1);
    const [decision] = jsonLines(stdout) as unknown as Decision[];
    expect(decision).toMatchObject({ action: 'deny', code: 'args_invalid' });
    expect(decision?.policyDigest).toMatch(/^sha256:/);
  });
});

describe('check: no answer is 2, nothing on standard output, and no stack', () => {
  it.each([
    ['an unknown option', ['--polcy', 'x', 'a'], /unknown option `--polcy`\n\s+did you mean `--policy`\?/],
    ['an option without its value', ['a', '--agent'], /`--agent` wants a value/],
    ['an option for a value', ['--agent', '--json', 'a'], /`--json` looks like an option/],
    ['an option twice', ['-a', 'x', '--agent', 'y', 'a'], /`--agent` is given twice/],
    ['a value for a flag', ['--json=1', 'a'], /`--json` takes no value/],
    ['no tool', [], /No tool was named/],
    ['two tools', ['a', 'b'], /`b` is one too many/],
    ['an agent beside --calls', ['--calls', '-', '-a', 'x'], /`--agent` beside `--calls`/],
    ['a tool beside --calls', ['--calls', '-', 'x'], /`x` beside `--calls`/],
    [
      'a policy that is not there',
      ['-p', 'none.yaml', 'a'],
      /^none\.yaml:.* does not exist\n\nproviso: `none\.yaml` is refused/,
    ],
    ['a folder as policy', ['-p', '.', 'a'], /directory/],
    ['a file of calls that is not there', ['--calls', 'none.jsonl'], /none\.jsonl/],
  ])('%s', async (_name, words, message) => {
    const { status, stdout, stderr } = await check(...words);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('shows the stack with PROVISO_DEBUG=1', async () => {
    const { stderr } = await proviso(['check'], { cwd: folder, env: { PROVISO_DEBUG: '1' } });
    expect(stderr).toMatch(/^\s+at /m);
  });

  it('shows every fault of a policy with its place, a caret and what was meant (R23)', async () => {
    writeFileSync(
      join(folder, 'bad.yaml'),
      'version: 1\nglobal:\n  denny: [x]\nagents:\n  a:\n    allow: bash\n',
    );
    const { status, stdout, stderr } = await check('-p', 'bad.yaml', 'a');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toBe(
      'bad.yaml:3:3: unknown key `denny`\n' +
        '  3 |   denny: [x]\n' +
        '    |   ^ did you mean `deny`?\n' +
        'bad.yaml:6:12: `allow` is a list, not a text\n' +
        '  6 |     allow: bash\n' +
        '    |            ^ write `allow: [bash]`\n' +
        '\n' +
        'proviso: `bad.yaml` is refused for 2 faults: nothing is allowed\n',
    );
  });
});

describe('check: the policy of the folder', () => {
  it('is none: 2 and how to get one', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    const { status, stdout, stderr } = await proviso(['check', 'a'], { cwd: empty });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('proviso init');
  });

  it.each(['proviso.yaml', 'proviso.yml', 'proviso.json'])('is found as %s', async (name) => {
    const own = join(folder, `with-${name}`);
    mkdirSync(own);
    writeFileSync(join(own, name), '{"version":1,"global":{"allow":["a"]}}');
    expect((await proviso(['check', 'a'], { cwd: own })).status).toBe(0);
  });

  it('is there twice: 2, nobody guesses', async () => {
    const both = join(folder, 'both');
    mkdirSync(both);
    for (const name of ['proviso.yaml', 'proviso.json']) {
      writeFileSync(join(both, name), '{"version":1,"global":{"allow":["a"]}}');
    }
    const { status, stderr } = await proviso(['check', 'a'], { cwd: both });
    expect(status).toBe(2);
    expect(stderr).toContain('both `proviso.yaml` and `proviso.json`');
  });
});
