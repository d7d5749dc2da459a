import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../json/json-value.ts';
import { readPredicate } from '../../testing/read-predicate.ts';
import { pathPredicate } from './path-predicate.ts';

const read = (operand: JsonValue) => readPredicate(pathPredicate, operand);

describe('R48.1: an operand that is refused', () => {
  it.each<readonly [condition: string, operand: JsonValue, code: string, at: string]>([
    ['a text', '/srv', 'wrong_type', 'path'],
    ['a list', ['/srv'], 'wrong_type', 'path'],
    ['a number', 5, 'wrong_type', 'path'],
    ['null', null, 'wrong_type', 'path'],
    ['an empty object', {}, 'missing_key', 'path'],
    ['an unknown key', { within: '/srv', inside: '/srv' }, 'unknown_key', 'path/inside'],
    ['an empty list', { within: [] }, 'empty_list', 'path/within'],
    ['an empty `not`', { within: '/srv', not: [] }, 'empty_list', 'path/not'],
    ['an entry that is a number', { within: ['/srv', 5] }, 'wrong_type', 'path/within/1'],
    ['an entry that is null', { not: null }, 'wrong_type', 'path/not'],
    ['an empty entry', { within: '' }, 'bad_pattern', 'path/within'],
    ['an entry with `..`', { within: ['/srv/../etc'] }, 'bad_pattern', 'path/within/0'],
    ['an entry with `..` at its end', { within: 'src/..' }, 'bad_pattern', 'path/within'],
    ['an entry with a NUL', { not: '/srv/a\0' }, 'bad_pattern', 'path/not'],
    ['an entry with a newline', { within: '/srv/a\nb' }, 'bad_pattern', 'path/within'],
    ['an entry with an invisible character', { within: '/srv/\u200ba' }, 'bad_pattern', 'path/within'],
    ['an entry with blanks at its ends', { within: ' ~/.ssh' }, 'bad_pattern', 'path/within'],
    ['an entry with a backslash', { within: 'C:\\data' }, 'bad_pattern', 'path/within'],
    ['an entry with a drive', { within: 'C:/data' }, 'bad_pattern', 'path/within'],
    ['an entry that is a `file:` URL', { within: 'file:///srv' }, 'bad_pattern', 'path/within'],
    ['an entry that is another URL', { within: 'https://example.com/a' }, 'bad_pattern', 'path/within'],
    ['an entry with `?`', { within: '/srv/a?' }, 'bad_pattern', 'path/within'],
    ['an entry with a class', { within: '/srv/[ab]' }, 'bad_pattern', 'path/within'],
    ['an entry with alternatives', { within: '/srv/{a,b}' }, 'bad_pattern', 'path/within'],
    ['an entry with a range', { within: '/srv/{1..3}' }, 'bad_pattern', 'path/within'],
    ['an entry turned round', { within: ['/srv', '!/srv/a'] }, 'bad_pattern', 'path/within/1'],
    ['an entry with a variable of the shell', { within: '$HOME/.ssh' }, 'bad_pattern', 'path/within'],
    ['an entry with an unclosed name', { within: '/srv/${principal.id' }, 'bad_pattern', 'path/within'],
    ['an entry with an unknown name', { within: '${user.id}' }, 'unknown_variable', 'path/within'],
    ['an entry with an unknown folder', { within: '${worksapce}/a' }, 'unknown_variable', 'path/within'],
    ['an entry with another user’s home', { within: '~bob/.ssh' }, 'bad_pattern', 'path/within'],
    ['an entry with a home named by context', { within: '~${principal.id}' }, 'bad_pattern', 'path/within'],
    ['an entry with `**` in a segment', { within: '/srv/a**' }, 'bad_pattern', 'path/within'],
    ['an entry with `***`', { within: '/srv/***' }, 'bad_pattern', 'path/within'],
    ['an entry with a name in quotes', { within: '"/srv"' }, 'bad_pattern', 'path/within'],
  ])('%s', (_condition, operand, code, at) => {
    const { issues } = read(operand);
    expect(issues.map((issue) => [issue.code, issue.path.join('/')])).toEqual([[code, at]]);
  });
});

describe('R48.1: a refusal says what to write', () => {
  it.each<readonly [operand: JsonValue, suggestion: string]>([
    ['~/.ssh', 'write `path: { within: "~/.ssh" }`'],
    [{ wihtin: '/srv', not: '/a' }, 'did you mean `within`?'],
    [{ within: '!/srv' }, 'write it under `not`'],
    [{ within: '$HOME' }, 'write `~`, or `${home}`'],
    [{ within: '${worksapce}' }, 'did you mean `workspace`?'],
  ])('%j', (operand, suggestion) => {
    expect(read(operand).issues[0]?.suggestion).toBe(suggestion);
  });

  it('and every fault of an operand is reported at once', () => {
    expect(read({ within: ['a?', 'ok', '../b'], not: ['~bob'] }).issues).toHaveLength(3);
  });
});

it.each([
  '/',
  '.',
  './src',
  '~',
  '~/',
  '**',
  '**/a',
  'a/**/b',
  '*',
  'a*b',
  '/srv/$5',
  '/srv/{a}',
  '/srv/a[1',
  '${workspace}',
  '${workspace}/${principal.id}/*',
  '${cwd}',
  'a/${session.tenant.id}',
])('R48.1: %s is an entry', (entry) => {
  expect(read({ within: entry }).issues).toEqual([]);
});
