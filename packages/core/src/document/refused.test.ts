import { describe, expect, it } from 'vitest';
import { readDecisionVectors, readVectors } from '../../../../spec/read-vectors.ts';
import { assertPolicyDocument, PolicyDocumentError } from '../compile/assert-policy-document.ts';
import { parsePolicyDocument } from '../compile/parse-policy-document.ts';
import { type IssueCode, issueCodes } from './issue.ts';

const { cases } = readVectors('refused.json');

describe('R23: documents that are refused whole', () => {
  it.each(cases)('$name', ({ document, issues }) => {
    const result = parsePolicyDocument(document);
    if (result.ok) return expect.unreachable('the document was taken');
    const order = (one: { code: string; path: readonly unknown[] }) =>
      `${JSON.stringify(one.path)} ${one.code}`;
    const found = result.issues.map(({ code, path, suggestion }) => ({ code, path, suggestion }));
    const expected = issues.map(({ code, path, suggestion }) => ({
      code,
      path,
      suggestion: suggestion as string | undefined,
    }));
    const sort = <T extends { code: string; path: readonly unknown[] }>(list: T[]) =>
      list.toSorted((a, b) => order(a).localeCompare(order(b)));
    // A vector without a suggestion leaves it open.
    const shown = sort(found).map((one, index) =>
      sort(expected)[index]?.suggestion === undefined ? { ...one, suggestion: undefined } : one,
    );
    expect(shown).toEqual(sort(expected));
  });

  it('every code that a value can cause is caused by a vector', () => {
    const byText: IssueCode[] = ['syntax', 'duplicate_key', 'unreadable', 'too_large'];
    const seen = new Set(cases.flatMap(({ issues }) => issues.map(({ code }) => code)));
    expect(issueCodes.filter((code) => !seen.has(code) && !byText.includes(code))).toEqual([]);
  });

  it('messages are one line, lower case, without a full stop', () => {
    for (const { document } of cases) {
      const result = parsePolicyDocument(document);
      for (const { message } of result.ok ? [] : result.issues) {
        expect(message).toMatch(/^[a-z`][^\n]*[^.\n]$/);
        expect(message.length).toBeLessThan(400);
      }
    }
  });
});

describe('R23: documents that are taken', () => {
  it('every document of a decision vector', () => {
    for (const { cases: vectors } of readDecisionVectors()) {
      for (const { document } of vectors) expect(parsePolicyDocument(document)).toMatchObject({ ok: true });
    }
  });

  it('carries positions into issues and rules, and survives a locator that throws', () => {
    const locate = (path: readonly unknown[], part: string) => ({
      file: 'p.yaml',
      line: path.length,
      column: part === 'key' ? 1 : 9,
    });
    const refused = parsePolicyDocument({ version: 1, globl: {}, global: { deny: ['a b'] } }, { locate });
    expect(refused).toMatchObject({
      ok: false,
      issues: [
        { code: 'unknown_key', position: { file: 'p.yaml', line: 1, column: 1 } },
        { code: 'bad_pattern', position: { file: 'p.yaml', line: 3, column: 9 } },
      ],
    });
    const taken = parsePolicyDocument({ version: 1, global: { deny: ['a'] } }, { locate });
    expect(taken).toMatchObject({
      ok: true,
      document: { global: { deny: [{ position: { line: 3, column: 9 } }] } },
    });
    const broken = () => {
      throw new Error('lost');
    };
    expect(parsePolicyDocument({ version: 1, global: { deny: ['a'] } }, { locate: broken })).toMatchObject({
      ok: true,
    });
  });

  it('values that are no JSON are refused, not thrown', () => {
    for (const value of [
      undefined,
      () => 1,
      new Date(0),
      { version: 1n },
      new Proxy(
        {},
        {
          ownKeys() {
            throw new Error('x');
          },
        },
      ),
    ]) {
      expect(parsePolicyDocument(value)).toMatchObject({
        ok: false,
        issues: [{ code: 'wrong_type', path: [] }],
      });
    }
  });

  it('assertPolicyDocument gives the document, or throws with every issue', () => {
    expect(assertPolicyDocument({ version: 1, global: { default: 'deny' } }).version).toBe(1);
    const refused = () => assertPolicyDocument({ version: 1, globl: {}, global: { deny: 'bash' } });
    expect(refused).toThrow(PolicyDocumentError);
    expect(refused).toThrow('globl: unknown key `globl` (did you mean `global`?)');
    expect(refused).toThrow('global.deny: `deny` is a list, not a text (write `deny: [bash]`)');
  });

  it('chains of groups or policies that are too long, however long', () => {
    for (const length of [101, 20_000]) {
      const groups = Object.fromEntries(
        Array.from({ length }, (_, i) => [`g${i}`, i + 1 < length ? [`@g${i + 1}`] : ['x']]),
      );
      const policies = Object.fromEntries(
        Array.from({ length }, (_, i) => [
          `p${i}`,
          i + 1 < length ? { extends: [`p${i + 1}`] } : { default: 'deny' },
        ]),
      );
      const global = { default: 'deny' };
      const issues = [{ code: 'too_large' }];
      expect(parsePolicyDocument({ version: 1, groups, global })).toMatchObject({ ok: false, issues });
      expect(
        parsePolicyDocument({ version: 1, policies, guardrails: { extends: ['p0'] }, global }),
      ).toMatchObject({ ok: false, issues });
    }
  });

  it('values that repeat their parts without end', () => {
    let value: unknown = ['x'];
    for (let level = 0; level < 100; level += 1) value = [value, value];
    expect(parsePolicyDocument({ version: 1, global: { allow: value } })).toMatchObject({
      ok: false,
      issues: [{ code: 'wrong_type' }],
    });
  });

  it('a document in force cannot be changed', () => {
    const document = assertPolicyDocument({
      version: 1,
      groups: { g: ['x'] },
      global: { deny: ['@g'] },
      agents: { a: { default: 'deny' } },
    });
    for (const map of [document.agents, document.groups, document.policies] as Map<string, unknown>[]) {
      expect(() => map.delete('a')).toThrow(TypeError);
      expect(() => map.set('a', {})).toThrow(TypeError);
      expect(() => map.clear()).toThrow(TypeError);
    }
    expect(Object.isFrozen(document.global) && Object.isFrozen(document.global.deny[0]?.tools)).toBe(true);
  });

  it('the digest is of the content: key order and later changes to the value do not matter (R25)', () => {
    const value = { version: 1, name: 'n', global: { deny: ['a'] } };
    const one = parsePolicyDocument(value);
    const other = parsePolicyDocument({ global: { deny: ['a'] }, name: 'n', version: 1 });
    value.global.deny.push('b');
    if (!one.ok || !other.ok) return expect.unreachable('refused');
    expect(one.document.digest).toBe(other.document.digest);
    expect(one.document.source).toEqual({ version: 1, name: 'n', global: { deny: ['a'] } });
    const changed = parsePolicyDocument(value);
    expect(changed.ok && changed.document.digest).not.toBe(one.document.digest);
  });
});
