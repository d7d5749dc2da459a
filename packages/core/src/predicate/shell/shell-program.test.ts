import { describe, expect, it } from 'vitest';
import { loadPrograms } from '../../testing/shell/load-shell-cases.ts';
import { interpreterPrograms } from './interpreter-programs.ts';
import { findShellProgram } from './shell-program.ts';
import { wrapperPrograms } from './wrapper-programs.ts';

describe('the lists of programs (SPEC R48)', () => {
  it('are those of spec/shell, entry by entry', () => {
    expect(wrapperPrograms).toEqual([...loadPrograms('wrappers.json'), ...loadPrograms('shells.json')]);
    expect(interpreterPrograms).toEqual(loadPrograms('interpreters.json'));
  });

  it('name every program and every option once', () => {
    const entries = [...wrapperPrograms, ...interpreterPrograms];
    expectUnique(entries.flatMap(({ names }) => names.split(' ')));
    for (const { flags, values, stops, ends, code } of entries) {
      expectUnique([flags, values, stops, ends, code].flatMap((list) => list?.split(' ') ?? []));
    }
  });

  it.each([
    ['/usr/bin/python3.12', 'script'],
    ['python', 'script'],
    ['bash.exe', 'shell'],
    ['sudo', 'command'],
    ['__proto__', undefined],
    ['constructor', undefined],
    ['', undefined],
    ['12', undefined],
    ['pythonic', undefined],
  ])('%s is found without its folder, version and .exe', (command, runs) => {
    expect(findShellProgram(command)?.runs).toBe(runs);
  });
});

function expectUnique(words: readonly string[]): void {
  expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([]);
}
