import { posix } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareContext, judge, readPredicate } from '../../testing/read-predicate.ts';
import { compilePathPattern, covers } from './path-pattern.ts';
import { pathPredicate } from './path-predicate.ts';

const home = '/home/ann';
const cwd = '/work/app/src';
const context = { ...bareContext, environment: { cwd, home, workspace: '/work/app' } };

const segment = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('a', 'work', 'app', 'src', 'home', 'ann', '.ssh', 'é') },
  { weight: 4, arbitrary: fc.constantFrom('..', '.', '') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('~', '*', '$x', '%2e%2e', 'a\\b', '...', 'proc', 'self', 'root', 'A', ' '),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 4 }) },
);
const spelled = fc
  .tuple(
    fc.constantFrom('', '/', '//', './', '../', '~/', 'file://', `${cwd}/`, `${home}/`, '/work/'),
    fc.array(segment, { maxLength: 8 }),
  )
  .map(([start, segments]) => start + segments.join('/'));

const reads = ['.', '..a', '~/.ssh', '/work', '/', 'src/**/a', '/home/*/.ssh'].map((within) => ({
  within,
  read: readPredicate(pathPredicate, { within }),
}));
const at = (within: string) => {
  const found = reads.find((one) => one.within === within);
  if (found === undefined) throw new Error(within);
  return found.read;
};

/** Where Node would open what was spelled. */
function opened(path: string): string {
  if (path.startsWith('file:')) return posix.resolve('/', decodeURIComponent(path.slice('file://'.length)));
  return posix.resolve(cwd, path.replace(/^~(?=\/|$)/, home));
}

describe('R48.1: properties of paths', () => {
  it.each([
    ['.', '/work/app'],
    ['~/.ssh', '/home/ann/.ssh'],
    ['/work', '/work'],
  ])('what is surely within %s is there when Node resolves it', (within, folder) => {
    let held = 0;
    fc.assert(
      fc.property(spelled, (path) => {
        if (judge(at(within), path, context) !== 'surely') return;
        held += 1;
        const place = opened(path);
        expect(place === folder || place.startsWith(`${folder}/`)).toBe(true);
      }),
      { numRuns: 20_000 },
    );
    expect(held).toBeGreaterThan(50);
  });

  it('what Node resolves into a denied folder is possibly within it', () => {
    let held = 0;
    fc.assert(
      fc.property(spelled, fc.boolean(), (path, upper) => {
        if (path.includes('%') || path.includes('\0') || path === '') return;
        const place = opened(path);
        if (place !== '/work' && !place.startsWith('/work/')) return;
        held += 1;
        expect(judge(at('/work'), upper ? path.toUpperCase() : path, context)).not.toBe('no');
      }),
      { numRuns: 20_000 },
    );
    expect(held).toBeGreaterThan(1_000);
  });

  it('adding a detour changes nothing', () => {
    fc.assert(
      fc.property(spelled, fc.nat(), (path, cut) => {
        const places = [...path.matchAll(/\//g)].map((found) => found.index);
        const where = places[cut % Math.max(places.length, 1)];
        // The slashes after the scheme are none of the path's.
        if (where === undefined || path.startsWith('file:') || /[:%]/.test(path)) return;
        for (const detour of ['/.', '/', '/b/..']) {
          const longer = path.slice(0, where) + detour + path.slice(where);
          if (path.startsWith('~') && where === 0) continue;
          expect([longer, judge(at('.'), longer, context)]).toEqual([longer, judge(at('.'), path, context)]);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it('a percent-encoded spelling of a denied path is denied', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 22, maxLength: 22 }), fc.nat(3), (marks, rounds) => {
        let path = [...'/home/ann/.ssh/id_rsa.']
          .map((character, index) =>
            marks[index] ? `%${character.charCodeAt(0).toString(16).padStart(2, '0')}` : character,
          )
          .join('');
        for (let round = 0; round < rounds; round += 1) path = path.replaceAll('%', '%25');
        expect(judge(at('~/.ssh'), path, context)).not.toBe('no');
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('R48.1: properties of patterns', () => {
  const part = fc.constantFrom('a', 'b', 'ab', '*', 'a*', '*b', 'a*b', '*a*', '**');
  const name = fc.constantFrom('a', 'b', 'ab', 'aab', 'abb', 'c');

  /** The same pattern as a regular expression, which tries everything. */
  const expression = (parts: readonly string[]) =>
    new RegExp(
      `^${parts.map((one) => (one === '**' ? '(?:/[^/]+)*' : `/${one.replaceAll('*', '[^/]*')}`)).join('')}(?:/|$)`,
    );

  it('a pattern covers what the same regular expression matches', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), fc.array(name, { maxLength: 7 }), (parts, names) => {
        const path = names.map((one) => `/${one}`).join('');
        const pattern = compilePathPattern(`/${parts.join('/')}`);
        expect(pattern && covers(pattern, path)).toBe(expression(parts).test(path));
      }),
      { numRuns: 20_000 },
    );
  });

  it('many wildcards on a long path take no time to speak of', () => {
    const pattern = compilePathPattern(`/${'**/a*a*a*b/'.repeat(20)}`);
    const path = '/aaaaaaaaaaaaaaaaaaaa'.repeat(5_000);
    expect(pattern && covers(pattern, path)).toBe(false);
  });
});
