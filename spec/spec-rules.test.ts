import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { listVectorFiles, readAllDecisionVectors, readVectors } from './read-vectors.ts';

const specification = readFileSync(new URL('./SPEC.md', import.meta.url), 'utf8');

interface Rule {
  readonly id: string;
  readonly text: string;
  readonly vectors: readonly string[];
}

const rules: readonly Rule[] = specification
  .split(/^### /m)
  .slice(1)
  .map((section) => {
    const text = section.split(/^## /m)[0] ?? '';
    const line = /^Vectors: ((?:.+\n?)+)/m.exec(text)?.[1] ?? '';
    return {
      id: text.split(' ')[0] ?? '',
      text,
      vectors: [...line.matchAll(/`([\w-]+\.json)`/g)].map(([, file]) => file ?? ''),
    };
  });

/** Rules about listeners, faults, time, files and processes: no case of data can show them. */
const shownByTests = ['R6', 'R9', 'R24', 'R27', 'R28', 'R49'];
const gateway = ['R30', 'R31', 'R32', 'R33', 'R34', 'R35'];

test('the rules are R1 to R35 and R40 to R49, each once and in order', () => {
  const numbers = Array.from({ length: 49 }, (_, index) => index + 1).filter((n) => n <= 35 || n >= 40);
  expect(rules.map(({ id }) => id)).toEqual(numbers.map((n) => `R${n}`));
});

test('all rules but those of the gateway name their vectors, or say that tests show them', () => {
  for (const { id, text, vectors } of rules.filter((rule) => !gateway.includes(rule.id))) {
    expect(text.includes('\nShown by tests.'), id).toBe(shownByTests.includes(id));
    expect(vectors.length > 0, id).toBe(!shownByTests.includes(id));
  }
});

test('the vectors that rules name are there, and every vector file is named', () => {
  const named = [...new Set(rules.flatMap(({ vectors }) => vectors))].sort();
  expect(named).toEqual(listVectorFiles());
});

test('the rule a vector file shows first names that file', () => {
  const special = [
    'kernel.json',
    'refused.json',
    'refused-text.json',
    'accepted-text.json',
    'digest.json',
  ] as const;
  for (const { file, rule } of [...readAllDecisionVectors(), ...special.map((name) => readVectors(name))]) {
    expect(rules.find(({ id }) => id === rule)?.vectors, file).toContain(file);
  }
});

test('every predicate that parses has its part of R48, in order', () => {
  const { text = '' } = rules.find(({ id }) => id === 'R48') ?? {};
  const parts = [...text.matchAll(/^\*\*R48\.(\d) `(\w+)`\*\*/gm)].map(
    ([, number, word]) => `${number} ${word}`,
  );
  expect(parts).toEqual(['1 path', '2 url', '3 shell', '4 email', '5 cidr', '6 sql', '7 matches']);
});

test.each(['L1', 'L2', 'L3', 'L4', 'L5', 'L7'])('law %s is stated', (law) => {
  expect(specification).toMatch(new RegExp(`^- \\*\\*${law}\\*\\* `, 'm'));
});
