import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFolder, jsonLines, proviso } from './proviso.ts';

const folder = createFolder();

describe('init', () => {
  it('writes a policy that `check` accepts and whose comments are true', async () => {
    const own = join(folder, 'init');
    mkdirSync(own);
    const { status, stdout } = await proviso(['init'], { cwd: own });
    expect(status).toBe(0);
    expect(stdout).toContain('written proviso.yaml');
    const ask = async (...words: string[]) => (await proviso(['check', ...words], { cwd: own })).status;
    expect(await ask('-a', 'reader', 'read_file')).toBe(0);
    expect(await ask('-a', 'reader', 'delete_file')).toBe(1);
    expect(await ask('read_file')).toBe(1);
  });

  it('leaves a file that exists alone, and writes over it with --force', async () => {
    const file = join(folder, 'mine.yaml');
    writeFileSync(file, 'mine');
    const { status, stdout, stderr } = await proviso(['init', 'mine.yaml'], { cwd: folder });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('`mine.yaml` exists and was left as it is');
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect((await proviso(['init', '--force', 'mine.yaml'], { cwd: folder })).status).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('version: 1');
  });

  it('fails with 2 where it cannot write', async () => {
    expect((await proviso(['init', 'no/such/folder.yaml'], { cwd: folder })).status).toBe(2);
  });
});

describe('explain', () => {
  const own = join(folder, 'explain');
  mkdirSync(own);
  writeFileSync(
    join(own, 'proviso.yaml'),
    'version: 1\nguardrails:\n  deny: [drop_*]\nglobal: { default: deny }\nagents:\n  coder:\n    allow: [read_file]\n',
  );

  it('walks the ladder of every policy, shows the line and the way to another answer', async () => {
    const { status, stdout, stderr } = await proviso(['explain', '-a', 'coder', 'drop_table'], { cwd: own });
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout.replace(/sha256:\w+/, 'sha256:…')).toBe(`Asked
  tool     \`drop_table\`
  agent    \`coder\`

Policy
  proviso.yaml sha256:…

Guardrails
  gate       pass   nothing has to let it in
  deny       deny   matches: \`drop_*\` proviso.yaml:3:10 guardrails.deny[0]
  optional, ask, otherwise: not reached

Policy of agent \`coder\`
  gate       deny   no entry lets it in
  deny, optional, ask, otherwise: not reached

Answer
  deny   \`drop_table\` is denied by \`guardrails.deny[0]\` of the guardrails
         proviso.yaml:3:10: \`drop_*\`
         3 |   deny: [drop_*]
           |          ^

For another answer, all of these
  take \`drop_*\` out of proviso.yaml:3:10 guardrails.deny[0]: a deny entry wins over every allow
  add \`drop_table\` to \`agents.coder.allow\`
`);
  });

  it('gives the answer of `check` and the same as JSON', async () => {
    const { status, stdout } = await proviso(['explain', '--json', '-a', 'coder', 'read_file'], { cwd: own });
    expect(status).toBe(0);
    expect(jsonLines(stdout)).toMatchObject([
      { asked: { tool: 'read_file', agent: 'coder' }, decision: { action: 'allow' }, notes: [] },
    ]);
  });

  it('escapes what was asked', async () => {
    const { stdout } = await proviso(['explain', 'a\u001b[2J\nb', '--args', '{"x":"\u202e\\u0007"}'], {
      cwd: own,
    });
    expect(stdout).toContain('`a\\u{1b}[2J\\u{a}b`');
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });
});

describe('log', () => {
  const decision = (callId: string, action: string, agent = 'reader') =>
    JSON.stringify({
      time: '2026-01-02T03:04:05.678Z',
      kind: 'decision',
      callId,
      tool: `tool-${callId}`,
      agent,
      decision: {
        action,
        code: 'x',
        message: `why ${callId}`,
        scope: { layer: 'global' },
        trace: [],
        policyDigest: '',
      },
    });
  const outcome =
    '{"time":"2026-01-02T03:04:06.000Z","kind":"outcome","callId":"1","tool":"tool-1","outcome":"failed"}';
  const gap = '{"time":"2026-01-02T03:04:07.000Z","kind":"gap","lost":3}';
  const text = [
    decision('1', 'allow'),
    decision('2', 'deny'),
    decision('3', 'ask', 'writer'),
    outcome,
    gap,
  ].join('\n');
  writeFileSync(join(folder, 'log.jsonl'), `${text}\n`);
  writeFileSync(
    join(folder, 'damaged.jsonl'),
    `${decision('1', 'allow')}\n{"time":\n${decision('2', 'deny')}\n`,
  );

  it('shows a table with the end of each call and the gaps', async () => {
    const { status, stdout, stderr } = await proviso(['log', 'log.jsonl'], { cwd: folder });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(`time (UTC)           agent   tool    answer  why                             ended
2026-01-02 03:04:05  reader  tool-1  allow   why 1                           failed
2026-01-02 03:04:05  reader  tool-2  deny    why 2
2026-01-02 03:04:05  writer  tool-3  ask     why 3
2026-01-02 03:04:07                  gap     3 records could not be written

3 decisions: 1 allow, 1 deny, 1 ask
`);
  });

  it('shows what was not allowed, of one agent or tool, and never hides a gap', async () => {
    const rows = async (...words: string[]) =>
      jsonLines((await proviso(['log', '--json', ...words, 'log.jsonl'], { cwd: folder })).stdout).map(
        ({ kind, tool }) => tool ?? kind,
      );
    expect(await rows('--denied')).toEqual(['tool-2', 'tool-3', 'gap']);
    expect(await rows('--agent', 'writer')).toEqual(['tool-3', 'gap']);
    expect(await rows('--tool', 'tool-1')).toEqual(['tool-1', 'tool-1', 'gap']);
  });

  it('reports a line that cannot be read, shows the rest and gives 1', async () => {
    const { status, stdout, stderr } = await proviso(['log', 'damaged.jsonl'], { cwd: folder });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^proviso: line 2 is no record: /);
    expect(stdout).toContain('2 decisions: 1 allow, 1 deny');
  });

  it('gives 2 for a log that is not there', async () => {
    expect(await proviso(['log', 'none.jsonl'], { cwd: folder })).toMatchObject({ status: 2, stdout: '' });
  });
});

describe('help, version and words nobody knows', () => {
  it('teaches without a word, and with one', async () => {
    const bare = await proviso([]);
    expect(bare).toMatchObject({ status: 0, stderr: '' });
    expect(await proviso(['--help'])).toEqual(bare);
    expect(await proviso(['help'])).toEqual(bare);
    for (const name of ['init', 'check', 'explain', 'mcp', 'log', 'completion', 'help']) {
      expect(bare.stdout).toMatch(new RegExp(`^  ${name} +\\S`, 'm'));
      const help = await proviso(['help', name]);
      expect(help.stdout).toMatch(
        new RegExp(`^proviso ${name}: [\\s\\S]*\nUsage\n[\\s\\S]*\nOptions\n[\\s\\S]*\nExamples\n`),
      );
      expect(await proviso([name, '--help'])).toEqual(help);
    }
  });

  it('keeps to 100 columns', async () => {
    const { stdout } = await proviso(['help', 'mcp']);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  it('knows its version', async () => {
    const manifest = JSON.parse(
      readFileSync(new URL('../../packages/cli/package.json', import.meta.url), 'utf8'),
    );
    expect(await proviso(['--version'])).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });

  it.each([
    [['chekc'], 'did you mean `check`?'],
    [['--verison'], 'did you mean `--version`?'],
    [['help', 'explian'], 'did you mean `explain`?'],
    [['completion', 'zhs'], 'did you mean `zsh`?'],
    [['frobnicate'], '`proviso help` lists the commands'],
  ])('%j is 2 and a suggestion', async (words, hint) => {
    const { status, stdout, stderr } = await proviso(words);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(hint);
  });
});

describe('colours', () => {
  const sequence = '\u001b[';
  it.each([
    ['none into a pipe', {}, false],
    ['FORCE_COLOR', { FORCE_COLOR: '1' }, true],
    ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, false],
    ['NO_COLOR', { NO_COLOR: '1' }, false],
  ])('%s', async (_name, env, shown) => {
    const own = join(folder, 'explain');
    expect((await proviso(['check', 'a'], { cwd: own, env })).stdout.includes(sequence)).toBe(shown);
    expect((await proviso(['chekc'], { env })).stderr.includes(sequence)).toBe(shown);
    expect((await proviso(['check', '--json', 'a'], { cwd: own, env })).stdout.includes(sequence)).toBe(
      false,
    );
  });
});

describe('completion', () => {
  const hasShell = (name: string) => spawnSync(name, ['-c', 'true']).status === 0;

  it('gives bash a script it can read, which completes commands, options and values', async () => {
    const { stdout } = await proviso(['completion', 'bash']);
    expect(spawnSync('bash', ['-n'], { input: stdout })).toMatchObject({ status: 0 });
    const complete = (...words: string[]) => {
      const list = words.map((word) => `'${word}'`).join(' ');
      const script = `${stdout}\nCOMP_WORDS=(proviso ${list}); COMP_CWORD=${words.length}; _proviso 2>/dev/null; printf '%s\\n' "\${COMPREPLY[@]}"`;
      return spawnSync('bash', ['-c', script], { encoding: 'utf8' }).stdout.trim().split('\n');
    };
    expect(complete('ch')).toEqual(['check']);
    expect(complete('check', '--po')).toEqual(['--policy']);
    expect(complete('mcp', '--log-mode', 'b')).toEqual(['best-effort']);
    expect(complete('completion', '')).toEqual(['bash', 'zsh', 'fish']);
    expect(complete('help', 'exp')).toEqual(['explain']);
  });

  it.each(['zsh', 'fish'])('gives %s a script with every command', async (shell) => {
    const { status, stdout } = await proviso(['completion', shell]);
    expect(status).toBe(0);
    for (const name of ['init', 'check', 'explain', 'mcp', 'log']) expect(stdout).toContain(name);
    if (hasShell(shell)) expect(spawnSync(shell, ['-n'], { input: stdout })).toMatchObject({ status: 0 });
  });
});
