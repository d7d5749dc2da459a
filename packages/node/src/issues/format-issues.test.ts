import { stripVTControlCharacters } from 'node:util';
import type { PolicyIssue } from '@proviso/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPolicyText } from '../policy-file/read-policy-text.ts';
import { displayWidth } from '../text/display-width.ts';
import { formatIssues } from './format-issues.ts';

const issueAt = (line: number, column: number, suggestion?: string): PolicyIssue => ({
  code: 'unknown_key',
  message: 'unknown key `denny`',
  path: ['global', 'denny'],
  position: { file: 'policy.yaml', line, column },
  ...(suggestion !== undefined && { suggestion }),
});

/** The character above the caret. */
const pointedAt = (shown: string): string => {
  const [, line = '', caret = ''] = shown.split('\n');
  let width = caret.indexOf('^');
  for (const character of line) {
    if (width <= 0) return character;
    width -= displayWidth(character);
  }
  return '';
};

describe('issues for people (SPEC R23)', () => {
  it('show file, line, column, the line, a caret and what was meant', () => {
    const text = 'version: 1\nglobal:\n  allow: [a]\n  denny: [b]\n';
    const result = readPolicyText(text, { file: 'policy.yaml' });
    expect(formatIssues(result.ok ? [] : result.issues, { text })).toBe(
      ['policy.yaml:4:3: unknown key `denny`', '  4 |   denny: [b]', '    |   ^ did you mean `deny`?'].join(
        '\n',
      ),
    );
  });

  it('show several issues one below the other', () => {
    const shown = formatIssues([issueAt(1, 1), issueAt(2, 2)], { text: 'abc\ndef\n' });
    expect(shown.split('\n').map((line) => line.trimEnd())).toEqual([
      'policy.yaml:1:1: unknown key `denny`',
      '  1 | abc',
      '    | ^',
      'policy.yaml:2:2: unknown key `denny`',
      '  2 | def',
      '    |  ^',
    ]);
  });

  it('need no text, no position and no file', () => {
    expect(formatIssues([issueAt(3, 4, 'did you mean `deny`?')])).toBe(
      'policy.yaml:3:4: unknown key `denny`\n  did you mean `deny`?',
    );
    const bare: PolicyIssue = { code: 'wrong_type', message: 'no list', path: ['agents', 'a b', 'deny', 2] };
    expect(formatIssues([bare])).toBe('agents["a b"].deny[2]: no list');
    expect(formatIssues([bare], { file: 'p.yaml', text: 'x' })).toBe('p.yaml: no list');
    expect(formatIssues([{ ...bare, position: { line: 1, column: 2 } }])).toBe('1:2: no list');
    expect(formatIssues([])).toBe('');
  });

  it.each([
    ['a tab', '\t\tX', 3],
    ['a tab within', 'ab\tX', 4],
    ['wide characters', '日本: X', 5],
    ['an emoji', '😀😀 X', 6],
    ['marks on characters', 'e\u0301e\u0301 X', 6],
    ['control characters', 'a\u001b[31m\u0007X', 8],
    ['bidirectional controls', '\u202eabc\u2066X', 6],
    ['half of a surrogate pair', '\ud800X', 2],
  ])('put the caret under the place behind %s', (_what, line, column) => {
    const shown = formatIssues([issueAt(1, column)], { text: line });
    expect(pointedAt(shown)).toBe('X');
  });

  it('cut long lines on both sides, around the place', () => {
    const text = `${'日'.repeat(400_000)}X${'y'.repeat(400_000)}`;
    const shown = formatIssues([issueAt(1, 400_001)], { text });
    expect(pointedAt(shown)).toBe('X');
    expect(shown.length).toBeLessThan(400);
    expect(shown).toContain('…日');
    expect(shown).toMatch(/y…\n/);
  });

  it('never cut a character in two', () => {
    const text = `a${'😀'.repeat(200)}X`;
    const shown = formatIssues([issueAt(1, 402)], { text });
    expect(pointedAt(shown)).toBe('X');
    expect(shown).not.toMatch(/\\u\{d[89a-f]/);
  });

  it('stand a place behind the end of the line, or of the text', () => {
    expect(formatIssues([issueAt(1, 4)], { text: 'abc\r\n' })).toContain('  1 | abc\n    |    ^');
    expect(formatIssues([issueAt(2, 1)], { text: 'abc\n' })).toContain('  2 | \n    | ^');
    expect(formatIssues([issueAt(9, 1)], { text: 'abc' })).toBe('policy.yaml:9:1: unknown key `denny`');
  });

  it('are plain unless colours are asked for, and say the same in colour', () => {
    const options = { text: 'abc\n' };
    const plain = formatIssues([issueAt(1, 2, 'did you mean `x`?')], options);
    const coloured = formatIssues([issueAt(1, 2, 'did you mean `x`?')], { ...options, color: true });
    expect(plain).not.toContain('\u001b');
    expect(coloured).toContain('\u001b[');
    expect(stripVTControlCharacters(coloured)).toBe(plain);
  });

  it('hold nothing a terminal would act on, whatever the text and the names hold', () => {
    const anything = fc.string({ unit: 'binary', maxLength: 300 });
    fc.assert(
      fc.property(anything, anything, fc.nat(300), (text, name, column) => {
        const issue: PolicyIssue = {
          code: 'syntax',
          message: name,
          path: [name],
          suggestion: name,
          position: { file: name, line: 1, column: column + 1 },
        };
        const shown = formatIssues([issue], { text });
        expect(shown).not.toMatch(
          /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/,
        );
      }),
    );
  });
});
