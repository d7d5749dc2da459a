import { describe, expect, it } from 'vitest';
import { generateLine } from '../../testing/shell/generate-line.ts';
import { loadJudgedLines } from '../../testing/shell/load-shell-cases.ts';
import { createSeededRandom } from '../../testing/shell/seeded-random.ts';
import { compileShellPatterns, type ShellMatcher } from './compile-shell-patterns.ts';

describe.each(loadJudgedLines())('%s (SPEC R48)', (_name, cases) => {
  it.each(cases)('$patterns on $line: surely $surely, possibly $possibly', (one) => {
    const matcher = compile(one.patterns);
    expect([matcher.surely(one.line), matcher.possibly(one.line)]).toEqual([one.surely, one.possibly]);
  });
});

describe('the two readings (SPEC R48)', () => {
  it('surely implies possibly, whatever the patterns and the line', () => {
    const random = createSeededRandom(50);
    const sources = [
      '*',
      'aa *',
      'aa * *',
      'a*',
      '* a',
      'git* *',
      'x.y "*"',
      "'if' *",
      'bb',
      'cc -x*',
      '* * *',
      'ls a b',
    ];
    let sure = 0;
    for (let round = 0; round < 20_000; round += 1) {
      const matcher = compile([random.pick(sources), random.pick(sources)]);
      const line = generateLine(random);
      if (!matcher.surely(line)) continue;
      sure += 1;
      expect([line, matcher.possibly(line)]).toEqual([line, true]);
    }
    expect(sure).toBeGreaterThan(1_000);
  });

  it.each([
    ['wrappers in wrappers', `${'sudo '.repeat(50_000)}rm x`],
    ['words that may each begin a command', `ssh ${'ssh x '.repeat(50_000)}`],
    ['shells in shells', Array.from({ length: 12 }).reduce<string>((line) => `sh -c ${quote(line)}`, 'ls')],
  ])('%s deeper than anyone follows hold possibly', (_name, line) => {
    expect(compile(['rm *']).possibly(line)).toBe(true);
  });
});

describe('a pattern that could never match is refused with a reason (SPEC R48)', () => {
  it.each([
    ['', 'an empty pattern'],
    ['  ', 'an empty pattern'],
    ['git && ls', '`&` joins'],
    ['git | ls', '`|` joins'],
    ['ls;', '`;` joins'],
    ['ls > f', '`>` joins or redirects'],
    ['ls\nrm', 'several lines'],
    ['ls $x', 'the shell expands `$x`'],
    ['ls $(x)', 'a substitution'],
    ['ls ?', 'the shell expands `?`'],
    ['ls [a]', 'the shell expands `[a]`'],
    ['ls {a,b}', 'the shell expands `{a,b}`'],
    ['ls ~/x', 'the shell expands `~/x`'],
    ["ls 'a", 'a quote that is not closed'],
    ['ls # all', 'a comment'],
    ['A=b ls', 'an assignment'],
    ['if x', 'the keyword `if`'],
    ['(ls)', 'a parenthesis'],
    ['%1', 'a job'],
    ['ls\r', 'a control character'],
  ])('%j', (pattern, reason) => {
    const issue = compileShellPatterns(['ls', pattern]);
    expect(issue).toContain(reason);
    expect(issue).toMatch(/^`/u);
  });

  it('and so is a list without patterns', () => {
    expect(compileShellPatterns([])).toBe('a list without patterns matches no command');
  });
});

function compile(patterns: readonly string[]): ShellMatcher {
  const matcher = compileShellPatterns(patterns);
  if (typeof matcher === 'string') throw new Error(matcher);
  return matcher;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
