import { describe, expect, it } from 'vitest';
import { jsonLine } from './json-line.ts';
import { createPaint, showsColor } from './paint.ts';
import { showPlain } from './show-plain.ts';
import { wrapText } from './wrap-text.ts';

describe('showsColor', () => {
  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
    [false, { FORCE_COLOR: '' }, true],
    [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
    [true, { FORCE_COLOR: '0' }, false],
    [true, { FORCE_COLOR: 'false' }, false],
  ])('on a terminal: %s, with %j: %s', (isTTY, environment, expected) => {
    expect(showsColor({ isTTY }, environment)).toBe(expected);
  });

  it('paints whatever the process’s own output is', () => {
    expect(createPaint({ isTTY: true }, {})('red', 'x')).toBe('\u001b[31mx\u001b[39m');
    expect(createPaint({}, {})('red', 'x')).toBe('x');
  });
});

describe('text from outside', () => {
  it('cannot act on a terminal', () => {
    expect(showPlain('a\u001b[2J\n\u202e\u200b\u{e0041}')).toBe(
      'a\\u{1b}[2J\\u{a}\\u{202e}\\u{200b}\\u{e0041}',
    );
  });

  it('is one line of JSON for every reader, and reads back as it was', () => {
    const value = { a: '\u2028\u2029\n\u202e\u{e0041}\u0085é' };
    const line = jsonLine(value);
    expect(line).toBe('{"a":"\\u2028\\u2029\\n\\u202e\\udb40\\udc41\\u0085é"}\n');
    expect(JSON.parse(line)).toEqual(value);
  });
});

it('wrapText breaks at blanks and keeps long words whole', () => {
  expect(wrapText('one two three extraordinary', 8)).toEqual(['one two', 'three', 'extraordinary']);
});
