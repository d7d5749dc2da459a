import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { listVectorFiles, readAllDecisionVectors, readDecisionVectors, readVectors } from './read-vectors.ts';

const decisionFiles = readAllDecisionVectors();
const allFiles = [
  ...decisionFiles,
  readVectors('kernel.json'),
  readVectors('refused.json'),
  readVectors('refused-text.json'),
  readVectors('accepted-text.json'),
  readVectors('digest.json'),
];
const specification = readFileSync(new URL('./SPEC.md', import.meta.url), 'utf8');
const decisionCodes = codesOfTable(/^\| code +\| action/m);
const issueCodes = codesOfTable(/^\| code +\| fault/m);

/** The codes in the first column of the table that begins with this head. */
function codesOfTable(head: RegExp): string[] {
  const [table = ''] = specification.slice(specification.search(head)).split('\n\n');
  return [...table.matchAll(/^\| `(\w+)`/gm)].map(([, code]) => code ?? '');
}

test('every vector file is read by this test', () => {
  expect(allFiles.map(({ file }) => file).sort()).toEqual(listVectorFiles());
});

const bypassFiles = decisionFiles.filter(({ file }) => file.startsWith('bypass-'));
const parsing = ['**', 'path', 'url', 'shell', 'email', 'cidr', 'sql', 'matches'];

function count(files: readonly { readonly cases: readonly unknown[] }[]): number {
  return files.reduce((sum, { cases }) => sum + cases.length, 0);
}

test('there are enough of each kind', () => {
  expect(count(decisionFiles.filter((one) => !bypassFiles.includes(one)))).toBeGreaterThanOrEqual(1_600);
  expect(count(bypassFiles)).toBeGreaterThanOrEqual(900);
  expect(readVectors('refused.json').cases.length).toBeGreaterThanOrEqual(330);
});

test('what a file needs besides plain predicates is what its documents use (SPEC R47, R48)', () => {
  for (const { file, predicates = [], cases } of decisionFiles) {
    const used = new Set(cases.flatMap(({ document }) => wordsOf(document)));
    expect(
      parsing.filter((word) => used.has(word)),
      file,
    ).toEqual(parsing.filter((word) => predicates.includes(word)));
  }
  expect(readDecisionVectors(parsing)).toEqual(decisionFiles);
  expect(readDecisionVectors().every(({ predicates }) => predicates === undefined)).toBe(true);
});

/** The predicates of a document's tests, and the argument `**`; an argument or part of an operand may be named alike. */
function wordsOf(value: unknown, above = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    if (key === '**') return [key, ...wordsOf(member, key)];
    if (above !== '' && parsing.includes(key)) return [key];
    return wordsOf(member, key === 'when' || key === 'unless' ? '' : key);
  });
}

test('every case of the bypass corpus has its class and says where others go wrong', () => {
  const classes = new Set<string>();
  for (const { cases } of bypassFiles) {
    for (const { name, class: kind, note } of cases) {
      expect(kind, name).toMatch(/^[a-z]+\/[a-z-]+$/);
      expect(note, name).toMatch(/\S/);
      classes.add(kind?.split('/')[0] ?? '');
    }
  }
  expect([...classes].sort()).toEqual(
    ['addresses', 'anywhere', 'arguments', 'expressions', 'names', 'paths', 'shell', 'sql', 'urls'].sort(),
  );
});

describe.each(allFiles)('$file', ({ description, rule, predicates = [], cases, ...rest }) => {
  test('has a description, a rule, cases with unique names and nothing else', () => {
    expect(Object.keys(rest)).toEqual(['file']);
    for (const word of predicates) expect(parsing).toContain(word);
    expect(description).toMatch(/\S.*\.$/);
    expect(rule).toMatch(/^R[1-9]\d?$/);
    expect(cases.length).toBeGreaterThan(0);
    const names = cases.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});

const expectedKeys = 'action code rule layer agent caller pattern group check visible'.split(' ');

test.each(decisionFiles)('$file expects decisions the specification knows', ({ file, cases }) => {
  for (const { name, document, call, expect: expected, ...rest } of cases) {
    expect(Object.keys(rest), name).toEqual(file.startsWith('bypass-') ? ['class', 'note'] : []);
    expect(document, name).toMatchObject({ version: 1, global: {} });
    expect(call, name).not.toBe(undefined);
    expect(
      Object.keys(expected).filter((key) => !expectedKeys.includes(key)),
      name,
    ).toEqual([]);
    expect(['allow', 'deny', 'ask'], name).toContain(expected.action);
    expect(decisionCodes, name).toContain(expected.code);
    expect(['guardrails', 'agent', 'global', 'none'], name).toContain(expected.layer);
    expect(expected.agent !== undefined, name).toBe(expected.layer === 'agent');
    const deciding = ['allowed', 'denied', 'optional_not_allowed', 'approval_required'];
    expect(expected.rule !== undefined, name).toBe(deciding.includes(expected.code));
  }
});

test('every code a document can give is expected somewhere (SPEC R10)', () => {
  const beyondDocuments = ['policy_unavailable', 'audit_unavailable', 'engine_fault'];
  const seen = new Set(decisionFiles.flatMap(({ cases }) => cases.map((each) => each.expect.code)));
  expect(decisionCodes.filter((code) => !seen.has(code))).toEqual(beyondDocuments);
});

test('refused documents and texts name issues the specification knows, and every one a value or text can have (SPEC R23)', () => {
  const beyondTexts = ['too_large', 'unreadable'];
  const cases = [...readVectors('refused.json').cases, ...readVectors('refused-text.json').cases];
  for (const { name, issues } of cases) expect(issues.length, name).toBeGreaterThan(0);
  const seen = new Set(cases.flatMap(({ issues }) => issues.map(({ code }) => code)));
  expect([...seen].filter((code) => !issueCodes.includes(code))).toEqual([]);
  expect(issueCodes.filter((code) => !seen.has(code))).toEqual(beyondTexts);
});

test('paths of refused documents lead to a value that is there (SPEC R23)', () => {
  for (const { name, document, issues } of readVectors('refused.json').cases) {
    for (const { path } of issues) {
      let value = document;
      for (const key of path) {
        expect(typeof value === 'object' && value !== null && Object.hasOwn(value, key), name).toBe(true);
        value = (value as Record<string | number, unknown>)[key];
      }
    }
  }
});

test('digests are the SHA-256 of the canonical text, which is the document with sorted keys (SPEC R25)', () => {
  for (const { name, document, canonical, digest } of readVectors('digest.json').cases) {
    expect(`sha256:${createHash('sha256').update(canonical).digest('hex')}`, name).toBe(digest);
    expect(JSON.parse(canonical), name).toEqual(document);
    expect(canonical, name).toMatch(/"version":1\}$/);
  }
});
