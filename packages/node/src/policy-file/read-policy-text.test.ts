import type { PolicyIssue } from '@proviso/core';
import { createEngine } from '@proviso/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PolicyTextOptions, readPolicyText } from './read-policy-text.ts';

const refused = (text: string, options: PolicyTextOptions = {}): readonly PolicyIssue[] => {
  const result = readPolicyText(text, options);
  if (result.ok) throw new Error(`accepted: ${text.slice(0, 80)}`);
  return result.issues;
};

const brief = (text: string, options: PolicyTextOptions = {}): string[] =>
  refused(text, options).map(({ code, position }) => `${position?.line}:${position?.column} ${code}`);

const accepted = (text: string, options: PolicyTextOptions = {}) => {
  const result = readPolicyText(text, options);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.document;
};

const yaml = `# starter
version: 1
global:
  default: deny
agents:
  coder:
    allow:
      - read_file
      - tool: "write_*"
        id: writes
    deny: ["*_secret"]
`;

describe('a policy in YAML (SPEC R12, R23)', () => {
  it('is read, and a decision names line and column of the entry that made it', () => {
    const engine = createEngine(accepted(yaml, { file: 'policy.yaml' }));
    const rule = (tool: string) => engine.decide({ tool, agent: 'coder' }).rule;
    expect(rule('read_file')?.position).toEqual({ file: 'policy.yaml', line: 8, column: 9 });
    expect(rule('write_file')?.position).toEqual({ file: 'policy.yaml', line: 9, column: 9 });
    expect(rule('write_secret')?.position).toEqual({ file: 'policy.yaml', line: 11, column: 12 });
  });

  it('means what the same document means in JSON', () => {
    const document = accepted(yaml);
    const json = JSON.stringify(document.source, null, 2);
    expect(accepted(json, { format: 'json' }).digest).toBe(document.digest);
    expect(accepted(json, { format: 'yaml' }).digest).toBe(document.digest);
  });

  it('reads any JSON data the way JSON does', () => {
    const name = fc
      .string({ unit: 'binary' })
      .filter((text) => !/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]/.test(text));
    fc.assert(
      fc.property(
        fc.dictionary(name, fc.oneof(name, fc.integer(), fc.boolean(), fc.constant(null)), {
          noNullPrototype: true,
        }),
        (value) => {
          const text = JSON.stringify({ ...value, version: 1 });
          const [one, other] = (['yaml', 'json'] as const).map((format) => brief(text, { format }));
          expect(one).toEqual(other);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('takes aliases for what they stand for', () => {
    const document = accepted(
      'version: 1\nglobal: &base\n  deny: [execute_shell]\nagents:\n  coder: *base\n',
    );
    expect(createEngine(document).decide({ tool: 'execute_shell', agent: 'coder' }).action).toBe('deny');
    expect(document.source.agents).toEqual({ coder: { deny: ['execute_shell'] } });
  });

  it('gives an entry that came by an alias the place where it is written', () => {
    const document = accepted(
      'version: 1\nglobal: &base\n  deny: [execute_shell]\nagents:\n  coder: *base\n',
    );
    const { rule } = createEngine(document).decide({ tool: 'execute_shell', agent: 'coder' });
    expect(rule?.position).toEqual({ line: 3, column: 10 });
  });

  it('passes over a byte order mark, without shifting columns', () => {
    expect(accepted(`\ufeff${yaml}`).digest).toBe(accepted(yaml).digest);
    expect(brief('\ufeffversoin: 1\nversion: 1\nglobal: { default: deny }')).toEqual(['1:1 unknown_key']);
  });

  it('reads lines that end with CR LF', () => {
    const issues = brief('version: 1\r\nglobal:\r\n  denny: [a]\r\n  default: deny\r\n');
    expect(issues).toEqual(['3:3 unknown_key']);
  });

  it('never loses a rule behind a line end that a comment does not have', () => {
    const rule = (end: string): string => `version: 1\nglobal:\n  default: allow # x${end}  deny: [bash]\n`;
    for (const end of ['\n', '\r\n']) {
      expect(createEngine(accepted(rule(end))).decide({ tool: 'bash' }).action).toBe('deny');
    }
    for (const end of ['\r', '\u0085', '\u2028', '\u2029', '\n\r', '\r\r\n']) {
      expect(refused(rule(end)).map(({ code }) => code)).toEqual(['syntax']);
    }
  });

  it('reads line ends that are escaped in double quotes', () => {
    const document = accepted('version: 1\nname: "a\\r\\N\\L\\P\\u2028"\nglobal: { default: deny }\n');
    expect(document.name).toBe('a\r\u0085\u2028\u2029\u2028');
  });

  it('keeps `__proto__` an ordinary agent', () => {
    const document = accepted(
      'version: 1\nglobal: { default: deny }\nagents: { __proto__: { allow: [a] } }\n',
    );
    expect(createEngine(document).decide({ tool: 'a', agent: '__proto__' }).action).toBe('allow');
    expect(createEngine(document).decide({ tool: 'a', agent: 'other' }).action).toBe('deny');
  });

  it('says what a mistyped key probably meant', () => {
    const [issue] = refused('version: 1\nglobal:\n  allow: [a]\n  denny: [b]\n', { file: 'p.yaml' });
    expect(issue).toMatchObject({ code: 'unknown_key', position: { file: 'p.yaml', line: 4, column: 3 } });
    expect(issue?.suggestion).toContain('`deny`');
  });
});

describe('a YAML text that is no policy (SPEC R23)', () => {
  it.each([
    ['a duplicate key', 'version: 1\nglobal:\n  deny: [a]\n  deny: [b]\n', ['4:3 duplicate_key']],
    ['a duplicate key in other quotes', 'version: 1\n"version": 1\n', ['2:1 duplicate_key']],
    ['several documents', 'version: 1\n---\nversion: 1\n', ['2:1 not_supported']],
    ['a merge key', 'version: 1\nglobal: &g { deny: [a] }\nagents:\n  <<: *g\n', ['4:3 not_supported']],
    ['a number for a key', 'agents:\n  123: { deny: [a] }\n', ['2:3 wrong_type']],
    ['a null for a key', 'agents:\n  ~: { deny: [a] }\n', ['2:3 wrong_type']],
    ['a list for a key', '? [a]\n: b\n', ['1:3 wrong_type']],
    ['an alias for a key', 'a: &a x\n*a : y\n', ['2:1 not_supported']],
    ['no key at all', ': a\n', ['1:1 wrong_type']],
    ['a tag of one’s own', 'version: !mine 1\n', ['1:10 not_supported']],
    ['a tag of YAML 1.1', 'groups: !!set { a }\n', ['1:9 not_supported']],
    ['binary data', 'name: !!binary aGk=\n', ['1:7 not_supported']],
    ['YAML 1.1', '%YAML 1.1\n---\nversion: 1\n', ['1:1 not_supported']],
    ['an unknown directive', '%FOO x\n---\nversion: 1\n', ['1:1 not_supported']],
    ['a circular alias', 'groups: &g\n  all: *g\n', ['2:8 not_supported']],
    ['an alias without an anchor', 'deny: [*file]\n', ['1:8 syntax']],
    ['a pattern that begins with a star', 'deny:\n  - *\n', ['2:5 syntax']],
    ['a group without quotes', 'deny:\n  - @shell\n', ['2:5 syntax']],
    ['a tab for indentation', 'global:\n\tdeny: [a]\n', ['2:1 syntax']],
    ['not a number', 'version: .nan\n', ['1:10 syntax']],
    ['infinity', 'version: -.inf\n', ['1:10 syntax']],
    ['a number that changes', 'version: 9007199254740993\n', ['1:10 syntax']],
    ['a large hexadecimal number', 'version: 0x20000000000001\n', ['1:10 syntax']],
    ['half of a surrogate pair, escaped', 'name: "\\ud800"\n', ['1:7 syntax']],
    ['half of a surrogate pair', 'name: "\ud800"\n', ['1:8 syntax']],
    ['a control character', 'name: a\u0000b\n', ['1:8 syntax']],
    ['a lone CR after a comment', 'version: 1\n# x\r  deny: [bash]\n', ['2:4 syntax']],
    ['a lone CR between CR LFs', 'version: 1\r\nname: a\r\r\n', ['2:8 syntax']],
    ['a lone CR at the end', 'version: 1\r', ['1:11 syntax']],
    ['a lone CR in quotes', 'name: "a\rb"\n', ['1:9 syntax']],
    ['U+0085 in a comment', '# x\u0085deny: [a]\n', ['1:4 syntax']],
    ['U+2028 after a value', 'version: 1\u2028global: {}\n', ['1:11 syntax']],
    ['U+2029 in quotes', 'name: "a\u2029b"\n', ['1:9 syntax']],
    ['an unclosed list', 'deny: [a\n', ['2:1 syntax']],
    ['an unclosed string', 'name: "a', ['1:9 syntax']],
    ['two keys on a line', 'a: b: c\n', ['1:4 syntax']],
  ])('%s is refused where it stands', (_what, text, issues) => {
    expect(brief(text)).toEqual(issues);
  });

  it('is refused with the fix when a name had to be in quotes', () => {
    expect(refused('deny:\n  - @shell\n')[0]).toMatchObject({
      message: 'text that begins with `@` stands in quotes in YAML',
      suggestion: 'did you mean `"@shell"`?',
    });
    expect(refused('deny: [*_file]\n')[0]?.suggestion).toBe('did you mean `"*_file"`?');
  });

  it('takes a quoted `<<` for an ordinary name', () => {
    expect(
      accepted('version: 1\nglobal: { default: deny }\nagents: { "<<": { deny: [a] } }').agents.has('<<'),
    ).toBe(true);
  });

  it('names every fault of the text, in its order', () => {
    expect(brief('version: 1\nversion: 1\n1: a\nglobal: { default: deny, default: deny }\n')).toEqual([
      '2:1 duplicate_key',
      '3:1 wrong_type',
      '4:26 duplicate_key',
    ]);
  });

  it.each([
    ['empty', ''],
    ['only a comment', '# nothing\n'],
    ['a list', '- a\n'],
    ['a word', 'allow\n'],
    ['an empty mapping', '{}\n'],
  ])('is refused when it is %s', (_what, text) => {
    expect(refused(text).length).toBeGreaterThan(0);
  });

  it('bounds what aliases stand for', () => {
    const letters = [...'abcdefghij'];
    const bomb = letters.map((letter, index) => {
      const items = index === 0 ? 'x' : `*${letters[index - 1]}`;
      return `${letter}: &${letter} [${Array(10).fill(items).join(',')}]`;
    });
    expect(refused(bomb.join('\n')).map(({ code }) => code)).toEqual(['too_large']);
  });

  it.each([[129], [5_000], [100_000]])('bounds nesting: %i lists inside one another', (depth) => {
    expect(refused('['.repeat(depth) + ']'.repeat(depth)).map(({ code }) => code)).toEqual(['too_large']);
  });

  it('bounds nesting that aliases make', () => {
    const steps = Array.from(
      { length: 140 },
      (_, index) => `k${index}: &k${index} [${index === 0 ? 'x' : `*k${index - 1}`}]`,
    );
    expect(refused(steps.join('\n')).map(({ code }) => code)).toEqual(['too_large']);
  });

  it('never throws on a damaged document, and gives every issue a place', () => {
    fc.assert(
      fc.property(
        fc.nat(yaml.length),
        fc.nat(8),
        fc.constantFrom('', '\t', '*', '&', '"', '\u0000', '- ', ': ', '[', '\n'),
        (at, cut, put) => {
          const result = readPolicyText(yaml.slice(0, at) + put + yaml.slice(at + cut));
          if (!result.ok) expect(result.issues.every(({ position }) => position !== undefined)).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('a policy in JSON (SPEC R12, R23)', () => {
  it('has places too', () => {
    const text = '{\n  "version": 1,\n  "global": { "deny": ["a", "b"] }\n}';
    const document = accepted(text, { file: 'policy.json' });
    expect(createEngine(document).decide({ tool: 'b' }).rule?.position).toEqual({
      file: 'policy.json',
      line: 3,
      column: 29,
    });
  });

  it.each([
    ['a duplicate key', '{"version": 1,\n "version": 1}', ['2:2 duplicate_key']],
    ['a comment', '{"version": 1 // one\n}', ['1:15 syntax']],
    ['a comma too many', '{"version": 1,}', ['1:15 syntax']],
    ['a lone CR', '{"version": 1,\r "global": {"default": "deny"}}', ['1:15 syntax']],
    ['a number that changes', '{"version": 1e400}', ['1:13 syntax']],
    ['a byte order mark', '\ufeff{"version": 1}', ['1:1 syntax']],
    ['deep nesting', '['.repeat(200), ['1:129 too_large']],
    ['half a document', '{"version": 1, "global"', ['1:24 syntax']],
    ['an unknown key', '{"version": 1, "global": {"deny": ["a"], "alow": ["b"]}}', ['1:42 unknown_key']],
  ])('%s is refused where it stands', (_what, text, issues) => {
    expect(brief(text, { format: 'json' })).toEqual(issues);
  });

  it('is chosen by the name of the file, unless it is said otherwise', () => {
    expect(readPolicyText(yaml, { file: 'a.yaml' }).ok).toBe(true);
    expect(readPolicyText(yaml, { file: 'a.json' }).ok).toBe(false);
    expect(readPolicyText(yaml, { file: 'A.JSON' }).ok).toBe(false);
    expect(readPolicyText(yaml, { file: 'a.json', format: 'yaml' }).ok).toBe(true);
  });
});
