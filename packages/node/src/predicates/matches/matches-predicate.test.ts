import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJudge, issuesOf, type Verdict } from '../../testing/judge-argument.ts';
import { matchesPredicate } from './matches-predicate.ts';

interface Group {
  readonly threat: string;
  readonly matches: string | string[];
  readonly rows: readonly (readonly [value: string, verdict: Verdict])[];
}

const groups: readonly Group[] = [
  {
    threat: 'unanchored patterns',
    matches: 'git (?:status|log)',
    rows: [
      ['git status', 'surely'],
      ['git log', 'surely'],
      ['git status ', 'no'],
      ['xgit status', 'no'],
      ['git status; rm -rf /', 'no'],
      ['rm -rf /; git status', 'no'],
    ],
  },
  {
    threat: 'alternation without grouping',
    matches: 'git status|git log',
    rows: [
      ['git status', 'surely'],
      ['git log', 'surely'],
      ['git statusx', 'no'],
      ['xgit log', 'no'],
      ['git status|git log', 'no'],
    ],
  },
  {
    threat: 'an alternative that is a prefix of another',
    matches: 'a|ab|abc',
    rows: [
      ['a', 'surely'],
      ['ab', 'surely'],
      ['abc', 'surely'],
      ['abcd', 'no'],
    ],
  },
  {
    threat: 'anchors written out',
    matches: '^main$',
    rows: [
      ['main', 'surely'],
      ['main\n', 'no'],
      ['\nmain', 'no'],
      ['main\nevil', 'no'],
      ['main\r', 'no'],
      ['main\u2028', 'no'],
      ['main\u0000', 'no'],
    ],
  },
  {
    threat: 'multi-line flags',
    matches: ['(?m)^main$', '(?ms)^dev$'],
    rows: [
      ['main', 'surely'],
      ['dev', 'surely'],
      ['main\nevil', 'no'],
      ['evil\nmain', 'no'],
      ['evil\ndev\nevil', 'no'],
    ],
  },
  {
    threat: 'newlines and the dot',
    matches: 'rm .*',
    rows: [
      ['rm -rf x', 'surely'],
      ['rm ', 'surely'],
      ['rm -rf\nx', 'possibly'],
      ['rm \r\n', 'possibly'],
      ['rm -rf\rx', 'surely'],
      ['\nrm x', 'no'],
      ['rm\nx', 'no'],
    ],
  },
  {
    threat: 'newlines that the expression asks for',
    matches: '(?s)a.b|c[^d]e',
    rows: [
      ['a\nb', 'surely'],
      ['c\ne', 'surely'],
      ['cde', 'no'],
    ],
  },
  {
    threat: 'normal forms',
    matches: 'caf\u00e9',
    rows: [
      ['caf\u00e9', 'surely'],
      ['cafe\u0301', 'possibly'],
      ['cafe', 'no'],
    ],
  },
  {
    threat: 'code points',
    matches: 'a.b',
    rows: [
      ['a\u{1f600}b', 'surely'],
      ['a\u00e9b', 'surely'],
      ['ae\u0301b', 'possibly'],
      ['ab', 'no'],
      ['a..b', 'no'],
    ],
  },
  {
    threat: 'case',
    matches: ['(?i)drop', 'Kill'],
    rows: [
      ['DROP', 'surely'],
      ['drop', 'surely'],
      ['Kill', 'surely'],
      ['kill', 'no'],
      ['\u212aill', 'possibly'],
    ],
  },
  {
    threat: 'classes',
    matches: ['\\d+', '\\w{2}', '\\p{Greek}+', '[[:upper:]]'],
    rows: [
      ['123', 'surely'],
      ['١٢٣', 'no'],
      ['ab', 'surely'],
      ['äb', 'no'],
      ['αβγ', 'surely'],
      ['Q', 'surely'],
      ['q', 'no'],
      ['', 'no'],
    ],
  },
];

describe.each(groups)('SPEC R48.7 matches: $threat', ({ matches, rows }) => {
  const judge = createJudge(matchesPredicate, matches);
  it.each(rows)('%j holds: %s', (value, verdict) => {
    expect(judge(value)).toBe(verdict);
  });
});

describe('SPEC R42 matches: other types', () => {
  const judge = createJudge(matchesPredicate, '.*');
  it('are not read', () => {
    expect(judge(5)).toBe('possibly');
    expect(judge({ a: 'b' })).toBe('possibly');
    expect(judge(['a', 'b'])).toBe('surely');
    expect(judge(['a', 5])).toBe('possibly');
    expect(judge([])).toBe('no');
    expect(judge(null)).toBe('no');
  });
});

describe('SPEC R48.7 matches: expressions that are refused', () => {
  it.each([
    ['a(b', undefined],
    ['a)', undefined],
    ['[a', undefined],
    ['*a', undefined],
    ['a{2,1}', undefined],
    ['a{1001}', undefined],
    ['(((a{30}){30}){30}){30}', undefined],
    ['(?P<x>a)(?P<x>b)', undefined],
    ['\\p{Nonsense}', undefined],
    ['(?=a)b', 'RE2 has no look-around: say it with `not: { matches: … }`'],
    ['(?<!a)b', 'RE2 has no look-around: say it with `not: { matches: … }`'],
    ['(a)\\1', 'RE2 has no back references'],
    ['', undefined],
    ['${principal.id}', undefined],
    ['a'.repeat(1001), undefined],
    ['a{1000}'.repeat(11), undefined],
  ])('%j', (expression, suggestion) => {
    const issues = issuesOf(matchesPredicate, ['ok', expression]);
    expect(issues).toMatchObject([{ code: 'bad_pattern', ...(suggestion && { suggestion }) }]);
    expect(issues[0]?.path.at(-1)).toBe(1);
  });

  it.each([5, null, {}, [], [5]])('%j is no expression', (operand) => {
    expect(issuesOf(matchesPredicate, operand as never)).not.toEqual([]);
  });
});

describe('SPEC R48.7 matches: agrees with the expressions of the language, where both have them', () => {
  const atom = fc.constantFrom(
    'a',
    'b',
    '.',
    '[ab]',
    '[^a]',
    '(?:ab)',
    'a*',
    'b?',
    '(?:a|b)+',
    'a{2}',
    '(?:|b)',
    '\\n',
  );
  const expression = fc.array(atom, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '\n'), maxLength: 8 });

  it('surely, and possibly with newlines', () => {
    fc.assert(
      fc.property(expression, text, (source, value) => {
        const judge = createJudge(matchesPredicate, source);
        const [strict, lenient] = ['u', 'us'].map((flags) =>
          new RegExp(`^(?:${source})$`, flags).test(value),
        );
        expect(judge(value)).toBe(strict ? 'surely' : lenient ? 'possibly' : 'no');
      }),
      { numRuns: 1500 },
    );
  });
});

describe('SPEC R48.7 matches: hostile texts of a million characters are judged at once', () => {
  it.each([
    ['(a*)*b', 'a'],
    ['(a|aa)+$', 'a'],
    ['(.*)(.*)(.*)x', 'a'],
    ['(a?){500}a{500}', 'a'],
    ['[ab]*a[ab]{200}', 'ab'],
    ['(x+x+)+y', 'x'],
    ['(?i)(\\w+\\s?)+!', 'word '],
  ])(
    '%s',
    (expression, unit) => {
      createJudge(matchesPredicate, expression)(unit.repeat(1_000_000 / unit.length));
    },
    20_000,
  );
});
