import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoteName } from '../json/quote-name.ts';
import { formatPath } from './format-path.ts';
import { foldName } from './name-fold.ts';
import { faultOfPattern, matchesPattern } from './name-pattern.ts';
import { suggest } from './suggest.ts';

// The obvious way, by trying every length of every wildcard.
function matchesSlowly(pattern: string, name: string): boolean {
  if (pattern === '') return name === '';
  if (pattern.startsWith('*')) {
    return matchesSlowly(pattern.slice(1), name) || (name !== '' && matchesSlowly(pattern, name.slice(1)));
  }
  return name !== '' && pattern[0] === name[0] && matchesSlowly(pattern.slice(1), name.slice(1));
}

describe('R15: patterns', () => {
  it('match as the obvious matcher does', () => {
    const text = (characters: string, maxLength: number) =>
      fc.string({ unit: fc.constantFrom(...characters), maxLength });
    let matched = 0;
    fc.assert(
      fc.property(text('ab*', 8), text('ab', 10), (pattern, name) => {
        const expected = matchesSlowly(pattern, name);
        if (expected) matched += 1;
        expect(matchesPattern(pattern, name)).toBe(expected);
      }),
      { numRuns: 5_000 },
    );
    expect(matched).toBeGreaterThan(300);
  });

  it('do not let the two ends share characters', () => {
    expect(matchesPattern('aba*ba', 'aba')).toBe(false);
    expect(matchesPattern('ab*b*b', 'abb')).toBe(false);
    expect(matchesPattern('ab*b', 'ab')).toBe(false);
  });

  it('take one pass over a long hostile name', () => {
    const name = 'a'.repeat(1_000_000);
    expect(matchesPattern(`${'*a'.repeat(2_000)}*b`, name)).toBe(false);
    expect(matchesPattern(`${'a*'.repeat(2_000)}a`, name)).toBe(true);
  });

  it('say which character is wrong, without printing what would hide', () => {
    expect(faultOfPattern('read file')).toContain('U+0020');
    expect(faultOfPattern('read\u202e')).toContain('U+202E');
    expect(faultOfPattern('read[ab]')).toContain('`[` (U+005B)');
    expect(faultOfPattern('')).toContain('empty');
    for (const fine of [
      'read',
      'mcp__fs/read.file:x-1',
      'été',
      '文字',
      '*',
      'resource:file:///a?b=*&c=%20',
    ]) {
      expect(faultOfPattern(fine)).toBeUndefined();
    }
  });
});

describe('R16: folding', () => {
  it.each([
    ['READ', 'read'],
    ['ｒｅａｄ', 'read'],
    ['re\u200bad', 'read'],
    ['re\u00adad', 'read'],
    [' read\t', 'read'],
    ['re\u0000ad\u0007', 'read'],
    ['ﬁle', 'file'],
    ['Ǆ', 'dž'],
    ['İ', 'i̇'],
  ])('%j folds to %j', (name, folded) => expect(foldName(name)).toBe(folded));

  it('the short way for plain ASCII is the long way', () => {
    fc.assert(fc.property(fc.stringMatching(/^[a-z0-9_./:*-]*$/), (name) => foldName(name) === name));
  });
});

describe('text for people', () => {
  it('suggests what fingers meant, and nothing far-fetched', () => {
    const words = ['allow', 'deny', 'optional', 'guardrails'];
    expect(suggest('alow', words)).toBe('allow');
    expect(suggest('DENY', words)).toBe('deny');
    expect(suggest('dney', words)).toBe('deny');
    expect(suggest('gaurdrail', words)).toBe('guardrails');
    expect(suggest('permissions', words)).toBeUndefined();
    expect(suggest('x', ['a', 'b'])).toBeUndefined();
    expect(suggest('a'.repeat(1_000_000), words)).toBeUndefined();
  });

  it('quotes names so that they cannot break a line or hide', () => {
    expect(quoteName('a\nb\u202e`\\')).toBe('`a\\u{a}b\\u{202e}\\u{60}\\u{5c}`');
    expect(quoteName('x'.repeat(1_000_000))).toBe(`\`${'x'.repeat(100)}…\` (1000000 characters)`);
  });

  it('writes paths as people read them', () => {
    expect(formatPath([])).toBe('document');
    expect(formatPath(['agents', 'coder', 'deny', 2])).toBe('agents.coder.deny[2]');
    expect(formatPath(['agents', 'a b', 'deny', 0, 'tool'])).toBe('agents["a b"].deny[0].tool');
  });
});
