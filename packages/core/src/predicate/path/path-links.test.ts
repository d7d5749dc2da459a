import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../json/json-value.ts';
import { bareContext, judge, readPredicate, type Verdict } from '../../testing/read-predicate.ts';
import { pathPredicate } from './path-predicate.ts';

/** Where links lead, longest first; what begins with none of them is no link. */
const links: readonly (readonly [from: string, to: string | undefined])[] = [
  ['/home/ann/.ssh', '/data/keys'],
  ['/work/link', '/elsewhere'],
  ['/work/locked', undefined],
  ['/ws', '/data/ws'],
];

function resolvePath(path: string): string | undefined {
  const link = links.find(([from]) => path === from || path.startsWith(`${from}/`));
  return link === undefined ? path : link[1] && link[1] + path.slice(link[0].length);
}

const context = {
  ...bareContext,
  environment: { cwd: '/ws/src', home: '/home/ann', workspace: '/ws', resolvePath },
};

describe('R48.1: with links followed', () => {
  it.each<readonly [condition: string, path: JsonValue, value: string, verdict: Verdict]>([
    ['a folder that is a link covers what is written below it', { within: '.' }, 'a.ts', 'surely'],
    ['a folder that is a link covers what it leads to', { within: '.' }, '/data/ws/a.ts', 'surely'],
    [
      'a denied folder that is a link is denied where it leads',
      { within: '~/.ssh' },
      '/data/keys/id',
      'surely',
    ],
    ['and in another case', { within: '~/.ssh' }, '/DATA/keys/id', 'possibly'],
    [
      'a link within a wildcard is denied as it is written',
      { within: '/work/*/a' },
      '/work/link/a',
      'possibly',
    ],
    ['a link within `**` is denied as it is written', { within: '/work/**/a' }, '/work/link/a', 'possibly'],
    ['a link out is not surely within', { within: '/work' }, '/work/link/a', 'possibly'],
    ['a link into a denied folder is denied', { within: '/elsewhere' }, '/work/link/a', 'surely'],
    ['a step up is judged after the link and before', { within: '/work' }, '/work/link/../a', 'possibly'],
    ['a step up that stays within both ways', { within: ['/work', '/'] }, '/work/link/../a', 'surely'],
    ['what cannot be resolved is not canonical', { within: '/etc' }, '/work/locked/a', 'possibly'],
    ['nor is it surely within', { within: '/' }, '/work/locked/a', 'possibly'],
    ['an entry that cannot be resolved covers nothing surely', { within: '/work/locked' }, '/work/a', 'no'],
    ['and denies what is written below it', { within: '/work/locked' }, '/WORK/locked/a', 'possibly'],
    ['`not` takes away what a link leads to', { within: '/', not: '~/.ssh' }, '/data/keys/id', 'no'],
    [
      '`not` does not surely take away what a link leads out of',
      { within: '/', not: '/work' },
      '/work/link/a',
      'possibly',
    ],
  ])('%s', (_condition, path, value, verdict) => {
    expect(judge(readPredicate(pathPredicate, path), value, context)).toBe(verdict);
  });

  it.each<readonly [condition: string, resolve: (path: string) => unknown]>([
    [
      'throws',
      () => {
        throw new Error('gone');
      },
    ],
    ['gives nothing', () => undefined],
    ['gives a relative path', () => 'a'],
    ['gives an empty text', () => ''],
    ['gives a path with a NUL', () => '/a\0'],
    ['gives no text', () => 5],
    ['gives a promise', async () => '/a'],
  ])('a resolver that %s makes no path canonical', (_condition, resolve) => {
    const environment = { ...context.environment, resolvePath: resolve as typeof resolvePath };
    expect(judge(readPredicate(pathPredicate, { within: '/' }), '/a', { ...context, environment })).toBe(
      'possibly',
    );
  });

  it('a place may have any name in the file system', () => {
    for (const name of ['a b ', 'a*', '"a"', '$x', 'a\nb', 'a\\b']) {
      const environment = {
        ...context.environment,
        resolvePath: (path: string) => path.replace('link', name),
      };
      expect(
        judge(readPredicate(pathPredicate, { within: '/a' }), '/a/link/b', { ...context, environment }),
      ).toBe('surely');
      expect(
        judge(readPredicate(pathPredicate, { within: '/b' }), '/a/link/b', { ...context, environment }),
      ).toBe('no');
    }
  });

  it('a resolver is not asked again and again for a path that climbs again and again', () => {
    let asked = 0;
    const counting = (path: string) => {
      asked += 1;
      return path;
    };
    const environment = { ...context.environment, resolvePath: counting };
    const read = readPredicate(pathPredicate, { within: '/' });
    expect(judge(read, '/a/..'.repeat(10_000), { ...context, environment })).toBe('possibly');
    expect(asked).toBeLessThan(200);
    expect(judge(read, `/a/b${'/..'.repeat(10_000)}`, { ...context, environment })).toBe('surely');
  });
});
