import { describe, expect, it } from 'vitest';
import { loadAcceptedLines, loadRefusedLines } from '../../testing/shell/load-shell-cases.ts';
import { createRealShell } from '../../testing/shell/real-shell.ts';
import { compareLines } from '../../testing/shell/run-fuzz.ts';
import { readCommandLine } from './read-command-line.ts';

const accepted = loadAcceptedLines();
/** Commands that are part of bash itself, so that no program on `PATH` can stand in for them. */
const builtins = new Set(['cd', '[', 'test', 'export', 'command', 'echo', 'wait', 'printf']);

describe('a line of simple commands is read word by word (SPEC R48)', () => {
  it.each(accepted)('$line', ({ line, commands }) => {
    const read = readCommandLine(line);
    expect(
      read.ok ? read.commands.map(({ words }) => words.map((word) => textOf(word))) : read.fault,
    ).toEqual(commands);
  });

  it('and so does bash, for every one of them whose commands are programs', async () => {
    const names = new Set(accepted.flatMap(({ commands }) => commands.map(([name]) => name ?? '')));
    const programs = [...names].filter((name) => !name.includes('/') && !builtins.has(name));
    const shell = createRealShell(['/bin/bash', '--norc', '--noprofile'], programs);
    const lines = accepted.filter(({ commands }) =>
      commands.every(([name]) => programs.includes(name ?? '')),
    );
    expect(lines.length).toBeGreaterThan(80);
    try {
      expect(
        await compareLines(
          shell,
          lines.map(({ line }) => line),
        ),
      ).toEqual([]);
    } finally {
      shell.close();
    }
  });

  it('keeps what joins the commands, a newline being a semicolon', () => {
    const read = readCommandLine('a && b || c; d | e & f\ng');
    expect(read.ok && read.commands.map(({ joiner }) => joiner)).toEqual([
      ';',
      '&&',
      '||',
      ';',
      '|',
      '&',
      ';',
    ]);
  });
});

describe.each(loadRefusedLines())('%s are not canonical (SPEC R48)', (_name, lines) => {
  it.each(lines.map((line) => [JSON.stringify(line), line]))('%s', (_shown, line) => {
    const read = readCommandLine(line);
    expect(read).toEqual({ ok: false, fault: expect.stringMatching(/^[^A-Z\n]+$/u) });
  });
});

describe('hostile sizes (SPEC R48)', () => {
  it.each([
    ['a million quotes', "'".repeat(1_000_001)],
    ['a million wildcards', `ls ${'*'.repeat(1_000_000)}`],
    ['a million commands', 'ls;'.repeat(1_000_000)],
    ['a million braces', `ls ${'{'.repeat(1_000_000)}`],
    ['a million backslashes', `ls ${'\\'.repeat(1_000_000)}`],
    ['a million dollars', `ls "${'$ '.repeat(1_000_000)}"`],
  ])('%s are read in one pass', (_name, line) => {
    expect(typeof readCommandLine(line).ok).toBe('boolean');
  });
});

function textOf(
  word: { readonly kind: 'plain'; readonly text: string } | { readonly kind: 'open' },
): string | null {
  return word.kind === 'plain' ? word.text : null;
}
