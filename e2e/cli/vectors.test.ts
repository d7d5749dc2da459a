import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Decision } from '@proviso/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { readAllDecisionVectors, readVectors } from '../../spec/read-vectors.ts';
import { createFolder, type Ended, forEachOf, jsonLines, proviso } from './proviso.ts';

const folder = createFolder();
const cases = readAllDecisionVectors().flatMap(({ file, cases: found }) =>
  found.map((one) => ({ ...one, file })),
);
const byDocument = new Map<string, typeof cases>();
for (const one of cases) {
  const key = JSON.stringify(one.document);
  byDocument.set(key, [...(byDocument.get(key) ?? []), one]);
}

describe('R8 to R22: every decision vector through `proviso check --calls`', () => {
  const decisions = new Map<
    object,
    { readonly ended: Ended; readonly decision: Partial<Decision> | undefined }
  >();

  beforeAll(async () => {
    await forEachOf([...byDocument], async ([document, group], index) => {
      const policy = join(folder, `decided-${index}.json`);
      writeFileSync(policy, document);
      const input = group.map(({ call }) => `${JSON.stringify(call)}\n`).join('');
      const ended = await proviso(['check', '--policy', policy, '--calls', '-'], { input });
      const answers = jsonLines(ended.stdout) as readonly Partial<Decision>[];
      group.forEach((one, line) => {
        decisions.set(one, { ended, decision: answers.length === group.length ? answers[line] : undefined });
      });
    });
  }, 300_000);

  it('finds the vectors', () => {
    expect(cases.length).toBeGreaterThanOrEqual(450);
  });

  it.each(cases)('$file: $name', (vector) => {
    const { expect: wanted, document } = vector;
    const { decision, ended } = decisions.get(vector) ?? {};
    expect(ended?.stderr).toBe('');
    expect(decision).toMatchObject({ action: wanted.action, code: wanted.code });
    expect(decision?.rule?.path).toBe(wanted.rule);
    expect(decision?.scope?.layer).toBe(wanted.layer);
    const all = byDocument.get(JSON.stringify(document)) ?? [];
    expect(ended?.status).toBe(all.every(({ expect: { action } }) => action === 'allow') ? 0 : 1);
  });
});

interface RefusedCase {
  readonly name: string;
  readonly text: string;
  readonly format: 'yaml' | 'json';
  readonly places: readonly { readonly line?: number; readonly column?: number }[];
}

const refused: readonly RefusedCase[] = [
  ...readVectors('refused.json').cases.map(({ name, document }) => ({
    name,
    text: `${JSON.stringify(document, undefined, 2)}\n`,
    format: 'json' as const,
    places: [],
  })),
  ...readVectors('refused-text.json').cases.map(({ name, text, format, issues }) => ({
    name,
    text,
    format,
    places: issues,
  })),
];

describe('R23: every refused vector ends `check` with 2, a place, and no decision', () => {
  let ends: readonly Ended[] = [];
  const fileOf = (index: number) => `refused-${index}.${refused[index]?.format}`;

  beforeAll(async () => {
    ends = await forEachOf(refused, ({ text }, index) => {
      writeFileSync(join(folder, fileOf(index)), text);
      return proviso(['check', '--policy', fileOf(index), '--json', 'read'], { cwd: folder });
    });
  }, 300_000);

  it('finds the vectors', () => {
    expect(refused.length).toBeGreaterThanOrEqual(250);
  });

  it.each(refused.map((one, index) => ({ ...one, index })))('$name', ({ places, index }) => {
    const { status, stdout, stderr } = ends[index] as Ended;
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^refused-\d+\.(json|yaml):\d+:\d+: /);
    expect(stderr).toMatch(/is refused for .*: nothing is allowed\n$/);
    for (const { line, column } of places) {
      if (line !== undefined) expect(stderr).toContain(`${fileOf(index)}:${line}:${column ?? ''}`);
    }
  });
});
