import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { command, createFolder, jsonLines, proviso } from './proviso.ts';

const folder = createFolder();
writeFileSync(join(folder, 'proviso.yaml'), 'version: 1\nglobal: { allow: [read, "*_ok"] }\n');
const judge = (input: string | Uint8Array) => proviso(['check', '--calls', '-'], { cwd: folder, input });
const codes = (stdout: string) => jsonLines(stdout).map(({ code }) => code);

describe('check --calls: one decision for each line that is not blank', () => {
  it('answers in order, passes over blank lines, and takes a last line without a newline', async () => {
    const { status, stdout } = await judge('{"tool":"read"}\n\n \t\r\n{"tool":"rm"}\r\n{"tool":"x_ok"}');
    expect(codes(stdout)).toEqual(['allowed', 'not_allowed', 'allowed']);
    expect(status).toBe(1);
  });

  it('gives 0 when every call is allowed', async () => {
    expect((await judge('{"tool":"read"}\n{"tool":"read"}\n')).status).toBe(0);
  });

  it('reads a file as it reads standard input', async () => {
    writeFileSync(join(folder, 'calls.jsonl'), '{"tool":"read"}\n');
    const { status, stdout } = await proviso(['check', '--calls', 'calls.jsonl'], { cwd: folder });
    expect(status).toBe(0);
    expect(codes(stdout)).toEqual(['allowed']);
  });

  it.each([
    ['no JSON', 'read', 'call_invalid'],
    ['cut off', '{"tool":"read"', 'call_invalid'],
    ['two values', '{"tool":"read"} {"tool":"read"}', 'call_invalid'],
    ['a byte order mark', '\ufeff{"tool":"read"}', 'call_invalid'],
    ['the tool twice', '{"tool":"read","tool":"rm"}', 'call_invalid'],
    ['the arguments twice', '{"tool":"read","args":{},"args":{}}', 'call_invalid'],
    ['a list', '[{"tool":"read"}]', 'call_invalid'],
    ['a text', '"read"', 'call_invalid'],
    ['a misspelt agent', '{"tool":"read","agnet":"guest"}', 'call_invalid'],
    ['the word of another protocol', '{"tool":"read","arguments":{}}', 'call_invalid'],
    ['another case', '{"tool":"read","Agent":"guest"}', 'call_invalid'],
    ['a key twice in the arguments', '{"tool":"read","args":{"a":1,"a":2}}', 'args_invalid'],
    [
      'a number that changes in the arguments',
      '{"tool":"read","args":{"a":9007199254740993}}',
      'args_invalid',
    ],
    ['half a surrogate pair in the arguments', '{"tool":"read","args":{"a":"\\ud800"}}', 'args_invalid'],
    ['arguments that are a list', '{"tool":"read","args":[]}', 'args_invalid'],
  ])('%s is denied, never skipped', async (_name, line, code) => {
    const { status, stdout } = await judge(`{"tool":"read"}\n${line}\n{"tool":"read"}\n`);
    expect(codes(stdout)).toEqual(['allowed', code, 'allowed']);
    expect(status).toBe(1);
  });

  it('denies a line that is not UTF-8', async () => {
    const { stdout } = await judge(Buffer.from('7b22746f6f6c223a22fffe227d0a', 'hex'));
    expect(codes(stdout)).toEqual(['call_invalid']);
  });

  it('ignores keys that are like none of a call', async () => {
    const { status } = await judge('{"tool":"read","id":7,"time":"now","_meta":{}}\n');
    expect(status).toBe(0);
  });

  it('allows arguments nested as deep as any, and no deeper (R26)', async () => {
    const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
    const { stdout } = await judge(
      `{"tool":"read","args":${nested(128)}}\n{"tool":"read","args":${nested(129)}}\n`,
    );
    expect(codes(stdout)).toEqual(['allowed', 'args_invalid']);
  });
});

describe('R5: hostile names get a decision', () => {
  const names = {
    'a megabyte': 'x'.repeat(1024 * 1024),
    'a megabyte that a pattern allows': `${'x'.repeat(1024 * 1024)}_ok`,
    'control characters': '\u0000\u001b[2J\r\nread',
    'bidirectional controls': 'daer\u202e',
    'an object’s own words': '__proto__',
    'half a surrogate pair': '\ud800',
    nothing: '',
  };

  it.each(Object.entries(names))('%s', async (_name, tool) => {
    const { stdout } = await judge(`${JSON.stringify({ tool })}\n`);
    const [decision] = jsonLines(stdout);
    expect(decision?.action).toBe(tool.endsWith('_ok') ? 'allow' : 'deny');
    expect(String(decision?.message).length).toBeLessThan(400);
    expect(stdout.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e]/);
  });

  it('says no control character to a person either', async () => {
    const { status, stdout } = await proviso(['check', '\u001b[2Jread\u202e\n'], { cwd: folder });
    expect(status).toBe(1);
    expect(stdout).toBe(
      'deny   `\\u{1b}[2Jread\\u{202e}\\u{a}` is not on the allow list of the global policy\n',
    );
  });
});

describe('check --calls: a reader that leaves', () => {
  it('ends quietly, and not with the status of an allow', async () => {
    const child = spawn(process.execPath, [command, 'check', '--calls', '-'], { cwd: folder });
    let stderr = '';
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    child.stdin.on('error', () => undefined);
    child.stdout.destroy();
    const status = new Promise<number | null>((resolve) => child.on('close', resolve));
    child.stdin.end('{"tool":"read"}\n'.repeat(50_000));
    expect({ status: await status, stderr }).toEqual({ status: 141, stderr: '' });
  });
});

it.each(['', '\n \n\t\n'])(
  'check --calls: nothing to judge (%j) is 2 and a message, never an allow',
  async (input) => {
    const { status, stdout, stderr } = await proviso(['check', '--calls', '-'], { cwd: folder, input });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('no call to judge');
  },
);
