import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { command, createFolder, jsonLines, proviso } from './proviso.ts';

const folder = createFolder();
writeFileSync(
  join(folder, 'proviso.yaml'),
  'version: 1\nglobal: { default: deny }\nagents:\n  a: { allow: [echo] }\n',
);
writeFileSync(join(folder, 'bad.yaml'), 'version: 1\nglobal: { denny: [x] }\n');

/** A server that answers every request with its method, writes a mark when it starts, and ends with status 7. */
const server = join(folder, 'server.mjs');
writeFileSync(
  server,
  `import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
writeFileSync(process.argv[2], 'started');
for await (const line of createInterface({ input: process.stdin })) {
  const { id, method } = JSON.parse(line);
  if (id !== undefined) console.log(JSON.stringify({ jsonrpc: '2.0', id, result: { content: [], method } }));
}
process.exitCode = 7;
`,
);
let marks = 0;
function startMark() {
  marks += 1;
  return join(folder, `mark-${marks}`);
}
const call = (name: string, id = 1) =>
  `${JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: {} } })}\n`;

describe('mcp: what is wrong before the start starts nothing', () => {
  it.each([
    ['a refused policy', ['--policy', 'bad.yaml'], /bad\.yaml:2:11: unknown key `denny`/],
    ['a refused policy that is not watched', ['--policy', 'bad.yaml', '--no-watch'], /unknown key `denny`/],
    ['a policy that is not there', ['--policy', 'none.yaml'], /none\.yaml/],
    ['a log that cannot be opened', ['--log', 'no/such/folder.jsonl'], /the decision log cannot be opened/],
    ['a log that is a folder', ['--log', '.'], /the decision log cannot be opened/],
    [
      'a log mode that does not exist',
      ['--log', 'l', '--log-mode', 'maybe'],
      /`required` or `best-effort`, not `maybe`/,
    ],
    ['a log mode without a log', ['--log-mode', 'required'], /without a log/],
    ['an empty agent', ['--agent', ''], /`--agent` is empty[\s\S]*an unset variable\?/],
    ['an empty caller', ['-c', 'boss', '--caller='], /`--caller` is empty/],
    ['an unknown option', ['--agnet', 'a'], /did you mean `--agent`\?/],
  ])('%s', async (_name, words, message) => {
    const mark = startMark();
    const { status, stdout, stderr } = await proviso(
      ['mcp', ...words, '--', process.execPath, server, mark],
      { cwd: folder, input: call('echo') },
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(existsSync(mark)).toBe(false);
  });

  it.each([
    ['no command', []],
    ['nothing after --', ['--']],
    ['a command without --', ['node', 'server.js']],
  ])('%s: 2, and where the command belongs', async (_name, words) => {
    const { status, stdout, stderr } = await proviso(['mcp', ...words], { cwd: folder });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('proviso mcp … -- COMMAND');
  });

  it('gives 127 for a server that is not there', async () => {
    const { status, stdout } = await proviso(['mcp', '--', 'no-such-command-at-all'], { cwd: folder });
    expect({ status, stdout }).toEqual({ status: 127, stdout: '' });
  });
});

describe('mcp: a server behind the policy', () => {
  it('judges for the agent, writes nothing but the protocol, and ends with the server’s status', async () => {
    const { status, stdout, stderr } = await proviso(
      ['mcp', '--agent', 'a', '--log', 'log.jsonl', '--', process.execPath, server, startMark()],
      { cwd: folder, input: call('echo', 1) + call('rm', 2) },
    );
    expect({ status, stderr }).toEqual({ status: 7, stderr: '' });
    const answers = new Map(jsonLines(stdout).map((answer) => [answer.id, answer]));
    expect(answers.get(1)).toMatchObject({ result: { method: 'tools/call' } });
    expect(answers.has(2)).toBe(true);
    expect(JSON.stringify(answers.get(2))).not.toContain('tools/call');
    const decisions = jsonLines(readFileSync(join(folder, 'log.jsonl'), 'utf8')).filter(
      ({ kind }) => kind === 'decision',
    );
    expect(
      decisions.map(({ tool, agent, decision }) => [tool, agent, (decision as { action: string }).action]),
    ).toEqual(
      expect.arrayContaining([
        ['echo', 'a', 'allow'],
        ['rm', 'a', 'deny'],
      ]),
    );
  });

  it('goes on without records when the log is best effort, and says so', async () => {
    const words = ['mcp', '-a', 'a', '--log', '/dev/full', '--log-mode', 'best-effort'];
    const { stdout, stderr } = await proviso([...words, '--', process.execPath, server, startMark()], {
      cwd: folder,
      input: call('echo'),
    });
    expect(jsonLines(stdout)).toMatchObject([{ id: 1, result: { method: 'tools/call' } }]);
    expect(stderr).toMatch(/^proviso: /);
  });

  it('denies every call once a changed policy names a log that cannot be opened', async () => {
    const file = join(folder, 'changing.yaml');
    const policy = 'version: 1\nglobal: { allow: [echo] }\n';
    writeFileSync(file, policy);
    const child = spawn(process.execPath, [
      ...[command, 'mcp', '-p', file, '--', process.execPath, server, startMark()],
    ]);
    let errors = '';
    child.stderr.on('data', (chunk) => {
      errors += String(chunk);
    });
    const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const ask = async (id: number) => {
      child.stdin.write(call('echo', id));
      return String((await answers.next()).value);
    };
    expect(await ask(1)).toContain('"method":"tools/call"');
    writeFileSync(file, `${policy}log: { file: no/such/folder.jsonl, mode: required }\n`);
    let answer = '';
    for (let id = 2; !answer.includes('audit_unavailable'); id += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      answer = await ask(id);
    }
    child.stdin.end();
    await new Promise((resolve) => child.once('close', resolve));
    expect(errors).toMatch(/the log of the changed policy cannot be opened/);
  });

  it('keeps the log the policy names beside the policy', async () => {
    mkdirSync(join(folder, 'team'));
    writeFileSync(
      join(folder, 'team/policy.yaml'),
      'version: 1\nglobal: { allow: [echo] }\nlog: { file: decisions.jsonl }\n',
    );
    await proviso(['mcp', '-p', 'team/policy.yaml', '--', process.execPath, server, startMark()], {
      cwd: folder,
      input: call('echo'),
    });
    expect(readFileSync(join(folder, 'team/decisions.jsonl'), 'utf8')).toContain('"tool":"echo"');
  });

  it('warns about an agent that has no policy', async () => {
    const { stderr } = await proviso(['mcp', '-a', 'b', '--', process.execPath, server, startMark()], {
      cwd: folder,
    });
    expect(stderr).toBe('proviso: agent `b` has no policy of its own, so the global one counts\n');
  });
});
