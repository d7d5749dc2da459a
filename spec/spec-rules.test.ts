import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { listVectorFiles, readDecisionVectors, readVectors } from './read-vectors.ts';

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
    const line = /^Vectors: (.+)$/m.exec(text)?.[1] ?? '';
    return {
      id: text.split(' ')[0] ?? '',
      text,
      vectors: [...line.matchAll(/`([\w-]+\.json)`/g)].map(([, file]) => file ?? ''),
    };
  });

/** Rules about listeners, faults, time, files and processes: no case of data can show them. */
const shownByTests = ['R6', 'R9', 'R24', 'R27', 'R28'];

test('the rules are R1 to R35, each once and in order', () => {
  expect(rules.map(({ id }) => id)).toEqual(Array.from({ length: 35 }, (_, index) => `R${index + 1}`));
});

test('R1 to R29 name their vectors, or say that tests show them', () => {
  for (const { id, text, vectors } of rules.slice(0, 29)) {
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
  for (const { file, rule } of [...readDecisionVectors(), ...special.map((name) => readVectors(name))]) {
    expect(rules.find(({ id }) => id === rule)?.vectors, file).toContain(file);
  }
});

test('conditions on arguments have their numbers kept free', () => {
  expect(specification).toContain('## Reserved: R40+ conditions on arguments');
  expect(specification).not.toMatch(/^### R(3[6-9]|[4-9]\d)/m);
});

test.each(['L1', 'L2', 'L4', 'L5', 'L7'])('law %s is stated', (law) => {
  expect(specification).toMatch(new RegExp(`^- \\*\\*${law}\\*\\* `, 'm'));
});
