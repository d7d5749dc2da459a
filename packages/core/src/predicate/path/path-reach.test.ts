import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePathPattern, covers } from './path-pattern.ts';
import { mayReach } from './path-reach.ts';

const part = fc.constantFrom('a', 'ab', 'abc', '*', 'a*', '*b', '**');
const patternText = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join('/')}`);
const path = fc
  .array(fc.constantFrom('a', 'ab', 'abc', 'b', 'c'), { minLength: 1, maxLength: 5 })
  .map((names) => `/${names.join('/')}`);

describe('R47: the beginning of a path', () => {
  it('reaches whatever some path that begins so lies within', () => {
    fc.assert(
      fc.property(patternText, path, fc.nat(), (text, full, at) => {
        const pattern = compilePathPattern(text);
        if (pattern === undefined || !covers(pattern, full)) return;
        const known = full.slice(0, 1 + (at % full.length));
        const slash = known.lastIndexOf('/');
        const beginning = { folder: known.slice(0, slash), name: known.slice(slash + 1), more: undefined };
        expect(mayReach(pattern, beginning)).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });

  it('reaches what it is short of by as many characters as follow', () => {
    fc.assert(
      fc.property(patternText, path, fc.nat(), (text, full, at) => {
        const pattern = compilePathPattern(text);
        if (pattern === undefined || !covers(pattern, full)) return;
        const slash = full.lastIndexOf('/');
        const last = full.slice(slash + 1);
        const name = last.slice(0, at % last.length);
        const more = last.length - name.length;
        expect(mayReach(pattern, { folder: full.slice(0, slash), name, more })).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });

  it.each<readonly [pattern: string, folder: string, name: string, reaches: boolean]>([
    ['/home/ann/.ssh', '', '', true],
    ['/home/ann/.ssh', '/home', '', true],
    ['/home/ann/.ssh', '/home', 'an', true],
    ['/home/ann/.ssh', '/home/ann', '.s', true],
    ['/home/ann/.ssh', '/home/ann/.ssh', 'id', true],
    ['/home/ann/.ssh', '/home/ann', '.x', false],
    ['/home/ann/.ssh', '/home/bob', '', false],
    ['/home/ann/.ssh', '/home/ann/.sshd', '', false],
    ['/home/*/.ssh', '/home/bob', '.', true],
    ['/home/*/.ssh', '/home/bob', 'n', false],
    ['/home/*/.ssh', '/etc', '', false],
    ['/srv/**/k*y', '/srv/a/b', '', true],
    ['/srv/a/k*y', '/srv/a', 'ke', true],
    ['/srv/a/k*y', '/srv/a', 'e', false],
  ])('of %s: %s/%s', (text, folder, name, reaches) => {
    const pattern = compilePathPattern(text);
    expect(pattern && mayReach(pattern, { folder, name, more: undefined })).toBe(reaches);
  });
});
