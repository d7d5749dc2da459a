import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../json/json-value.ts';
import { bareContext, judge, readPredicate, type Verdict } from '../../testing/read-predicate.ts';
import { emailPredicate } from './email-predicate.ts';

interface Group {
  readonly threat: string;
  readonly rows: readonly (readonly [value: string, verdict: Verdict])[];
}

const domain = ['corp.example', '*.partner.example', 'bücher.example', 'fass.de'];

const groups: readonly Group[] = [
  {
    threat: 'plain addresses',
    rows: [
      ['ann@corp.example', 'surely'],
      ['Ann.Lee+news@CORP.Example', 'surely'],
      ['ann@corp.example.', 'surely'],
      ["o'brien_2@corp.example", 'surely'],
      ['ann@a.partner.example', 'surely'],
      ['ann@a.b.partner.example', 'surely'],
      ['ann@partner.example', 'no'],
      ['ann@evilpartner.example', 'no'],
      ['ann@evil.net', 'no'],
      ['corp.example@evil.net', 'no'],
      ['ann@corp.example.evil.net', 'no'],
      ['ann@evilcorp.example', 'no'],
      ['ann@sub.corp.example', 'no'],
    ],
  },
  {
    threat: 'display names',
    rows: [
      ['Ann <ann@corp.example>', 'surely'],
      ['Ann Lee <ann@corp.example>', 'surely'],
      ['"Lee, Ann" <ann@corp.example>', 'surely'],
      ['<ann@corp.example>', 'surely'],
      ['Zoë Müller <ann@corp.example>', 'surely'],
      ['"corp.example" <ann@evil.net>', 'no'],
      ['ann@corp.example <ann@evil.net>', 'possibly'],
      ['"ann@corp.example" <ann@evil.net>', 'possibly'],
      ['"ann@evil.net" <ann@corp.example>', 'possibly'],
      ['Ann <ann@evil.net> <ann@corp.example>', 'possibly'],
      ['Ann <ann@corp.example> x', 'possibly'],
      ['Ann <ann@corp.example', 'possibly'],
      ['Ann <<ann@corp.example>>', 'possibly'],
      ['"Ann\\" <x@evil.net>, \\"" <ann@corp.example>', 'possibly'],
      ['Ann\u202e <ann@corp.example>', 'possibly'],
    ],
  },
  {
    threat: 'several addresses in one text',
    rows: [
      ['ann@corp.example, bob@evil.net', 'possibly'],
      ['ann@corp.example;bob@evil.net', 'possibly'],
      ['bob@evil.net ann@corp.example', 'possibly'],
      ['bob@evil.net,ann@corp.example', 'possibly'],
      ['ann@corp.example,', 'possibly'],
      ['staff: ann@corp.example, bob@evil.net;', 'possibly'],
      ['undisclosed-recipients:;', 'possibly'],
      ['mailto:ann@corp.example', 'possibly'],
    ],
  },
  {
    threat: 'header injection',
    rows: [
      ['ann@corp.example\r\nBcc: bob@evil.net', 'possibly'],
      ['ann@corp.example\nbob@evil.net', 'possibly'],
      ['ann@corp.example\u0000', 'possibly'],
      ['Ann\r\n <ann@corp.example>', 'possibly'],
      ['ann@corp.example%0aBcc:bob@evil.net', 'possibly'],
      ['ann@corp.example\u2028', 'possibly'],
      [' ann@corp.example', 'possibly'],
      ['ann@evil.net\n', 'no'],
    ],
  },
  {
    threat: 'comments, quoted local parts, routes and literals',
    rows: [
      ['ann(comment)@corp.example', 'possibly'],
      ['ann@(comment)corp.example', 'possibly'],
      ['ann@evil.net(@corp.example)', 'possibly'],
      ['"ann@evil.net"@corp.example', 'possibly'],
      ['"ann"@corp.example', 'possibly'],
      ['bob%evil.net@corp.example', 'possibly'],
      ['evil.net!bob@corp.example', 'possibly'],
      ['<@evil.net:ann@corp.example>', 'possibly'],
      ['ann@corp.example@evil.net', 'possibly'],
      ['ann@evil.net@corp.example', 'possibly'],
      ['=?utf-8?q?bob=40evil.net=3e=00?=@corp.example', 'possibly'],
      ['=?utf-8?q?Ann?= <ann@corp.example>', 'possibly'],
      ['ann@[10.0.0.1]', 'possibly'],
      ['ann@[IPv6:::1]', 'possibly'],
      ['ann@10.0.0.1', 'possibly'],
      ['-oQ/tmp@corp.example', 'possibly'],
      ['|sh@corp.example', 'possibly'],
      ['ann\\@evil.net@corp.example', 'possibly'],
    ],
  },
  {
    threat: 'no address',
    rows: [
      ['', 'possibly'],
      ['@corp.example', 'possibly'],
      ['ann@', 'possibly'],
      ['ann', 'possibly'],
      ['.ann@corp.example', 'possibly'],
      ['ann..b@corp.example', 'possibly'],
      ['ann.@corp.example', 'possibly'],
      ['ann@corp..example', 'possibly'],
      ['ann@.corp.example', 'possibly'],
      ['ann@corp.example/x', 'possibly'],
      ['ann@corp.example:25', 'possibly'],
      ['ann@corp%2eexample', 'possibly'],
      ['ann@*', 'possibly'],
      [`${'a'.repeat(3000)}@corp.example`, 'possibly'],
    ],
  },
  {
    threat: 'Unicode domains',
    rows: [
      ['ann@bücher.example', 'surely'],
      ['ann@xn--bcher-kva.example', 'surely'],
      ['ann@BÜCHER.example', 'surely'],
      ['änne@corp.example', 'surely'],
      ['ann@c\u043erp.example', 'no'],
      ['ann@ｃorp.example', 'possibly'],
      ['ann＠corp.example', 'possibly'],
      ['ann@corp。example', 'possibly'],
      ['ann@corp\u200b.example', 'possibly'],
      ['ann@faß.de', 'possibly'],
    ],
  },
];

describe.each(groups)('SPEC R48 email: $threat', ({ rows }) => {
  const read = readPredicate(emailPredicate, { domain });
  it.each(rows)('%j holds: %s', (value, verdict) => {
    expect(judge(read, value)).toBe(verdict);
  });
});

describe('SPEC R44 email: names of the context', () => {
  const read = readPredicate(emailPredicate, { domain: '*.${principal.domain}' });
  const judgeFor = (domain: JsonValue) =>
    judge(read, 'ann@a.b.example', { ...bareContext, principal: { domain } });

  it('stand for a domain', () => {
    expect(judgeFor('b.example')).toBe('surely');
    expect(judgeFor('c.example')).toBe('no');
  });

  it.each(['', '*', '.', 'b.example/', 'b example', null, true, {}])('%j has no canonical form', (domain) => {
    expect(judgeFor(domain)).toBe('possibly');
  });
});

describe('SPEC R48 email: faults of the operand', () => {
  it.each([
    ['corp.example', 'wrong_type', 'write `email: { domain: "corp.example" }`'],
    [{}, 'empty_list', undefined],
    [{ domains: 'a.example' }, 'unknown_key', 'did you mean `domain`?'],
    [{ domain: [] }, 'empty_list', undefined],
    [{ domain: 1 }, 'wrong_type', undefined],
    [{ domain: '*corp.example' }, 'bad_pattern', 'did you mean `*.corp.example`?'],
    [{ domain: 'ann@corp.example' }, 'bad_pattern', undefined],
    [{ domain: '@corp.example' }, 'bad_pattern', undefined],
    [{ domain: '10.0.0.1' }, 'bad_pattern', undefined],
    [{ domain: '[10.0.0.1]' }, 'bad_pattern', undefined],
    [{ domain: 'corp..example' }, 'bad_pattern', undefined],
  ])('%j is refused: %s', (operand, code, suggestion) => {
    const { predicate, issues } = readPredicate(emailPredicate, operand as JsonObject);
    expect(predicate).toBeUndefined();
    expect(issues.map((issue) => issue.code)).toContain(code);
    expect(issues[0]?.suggestion).toBe(suggestion);
  });
});

describe('SPEC R41 email on generated texts', () => {
  const pieces = [
    'ann',
    '@',
    'corp.example',
    'evil.net',
    '<',
    '>',
    '"',
    ',',
    ';',
    ':',
    '(',
    ')',
    ' ',
    '\n',
    '.',
    '=?',
    '%',
    '!',
    'ß',
    '\\',
  ];
  const text = fc.oneof(
    fc.array(fc.constantFrom(...pieces), { maxLength: 10 }).map((parts) => parts.join('')),
    fc.emailAddress(),
    fc.string({ unit: 'binary' }),
  );

  it('surely implies possibly, and one address under the domain', () => {
    const read = readPredicate(emailPredicate, { domain: 'corp.example' });
    fc.assert(
      fc.property(text, (value) => {
        if (judge(read, value) !== 'surely') return;
        expect(value.split('@')).toHaveLength(2);
        expect(value).toMatch(/@corp\.example\.?>?$/);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('SPEC R47 email: pieces of running text', () => {
  const { predicate } = readPredicate(emailPredicate, { domain: 'evil.net' });
  it.each([
    ['bob@evil.net', true],
    ['mailto:bob@evil.net', true],
    ['write to ann@corp.example and bob@EVIL.net.', true],
    ['ann@corp.example', false],
    ['evil.net', false],
    ['hello world', false],
    ['@', false],
  ])('%j counts: %s', (piece, counts) => {
    expect(predicate?.possiblyPiece?.(piece, bareContext)).toBe(counts);
  });
});
