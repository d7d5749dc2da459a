import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { readAllDecisionVectors, readVectors } from './read-vectors.ts';

const schema = JSON.parse(readFileSync(new URL('./policy.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({
  allErrors: true,
  strict: true,
  strictTypes: false,
  strictRequired: false,
}).compile(schema);

/** Faults between two places of a document: no schema of its form can see them. */
const acrossPlaces = new Set([
  'unknown_group',
  'circular_group',
  'unknown_policy',
  'circular_extends',
  'duplicate_id',
]);
const inherited = 'optional inherited by the guardrails';

test.each([...readAllDecisionVectors(), readVectors('accepted-text.json'), readVectors('digest.json')])(
  'documents of $file validate (SPEC R12)',
  ({ cases }) => {
    for (const { name, document } of cases) {
      expect(validate(document), `${name}: ${JSON.stringify(validate.errors)}`).toBe(true);
    }
  },
);

test('documents with a fault of form are refused (SPEC R23)', () => {
  for (const { name, document, issues } of readVectors('refused.json').cases) {
    if (name === inherited || issues.every(({ code }) => acrossPlaces.has(code))) continue;
    expect(validate(document), name).toBe(false);
  }
});

test('documents whose only fault lies between two places pass, so that editors do not blame the wrong one', () => {
  for (const { name, document, issues } of readVectors('refused.json').cases) {
    if (issues.every(({ code }) => acrossPlaces.has(code))) expect(validate(document), name).toBe(true);
  }
});

test('everything an editor can complete is described', () => {
  const bare: string[] = [];
  visit(schema, '#');
  expect(bare).toEqual([]);

  function visit(node: unknown, path: string): void {
    if (typeof node !== 'object' || node === null) return;
    const { properties, $defs } = node as { properties?: object; $defs?: object };
    for (const [group, members] of Object.entries({ properties, $defs })) {
      if (path.endsWith('/not')) continue;
      for (const [name, member] of Object.entries(members ?? {})) {
        if (typeof member.description !== 'string') bare.push(`${path}/${group}/${name}`);
      }
    }
    for (const [key, value] of Object.entries(node)) visit(value, `${path}/${key}`);
  }
});

test('the schema and every object in it are closed', () => {
  const open: string[] = [];
  visit(schema, '#');
  expect(open).toEqual([]);

  function visit(node: unknown, path: string): void {
    if (typeof node !== 'object' || node === null) return;
    const { properties, additionalProperties } = node as Record<string, unknown>;
    if (properties !== undefined && !path.endsWith('/not') && additionalProperties !== false) open.push(path);
    for (const [key, value] of Object.entries(node)) {
      if (key !== 'examples') visit(value, `${path}/${key}`);
    }
  }
});
