import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../spec/reference/evaluate.js';
import { judge } from './claims.js';
import { allContenders } from './contenders/all-contenders.js';
import { directPort } from './contenders/direct-port.js';
import { documentValue } from './contenders/proviso.js';
import { assertAnswers, differentCases, prepareWorkload } from './prepare-workload.js';
import { renderResults } from './render-results.js';
import { median, medianRatio } from './statistics.js';
import { createWorkloads, testScale } from './workloads.js';

const workloads = createWorkloads(testScale);
const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');

describe.each(workloads.map((workload) => [workload.id, workload] as const))('%s', (_, workload) => {
  it('every contender answers every call as expected, or says why it cannot', async () => {
    const { prepared, leftOut, compared } = await prepareWorkload(workload, allContenders);
    expect(prepared.length + leftOut.length).toBe(allContenders.length);
    expect(prepared.map(({ contender }) => contender.name)).toContain('Proviso engine.decide');
    expect(prepared.map(({ contender }) => contender.name)).toContain('@casl/ability');
    expect(leftOut.filter(({ cannot }) => cannot === '')).toEqual([]);
    expect(compared).toBeGreaterThan(50);
  });

  it('the expected answers are those of the reference evaluator', () => {
    const document = documentValue(workload);
    const others = differentCases(workload).filter(
      ({ call, allowed }) => (evaluate(document, call).action === 'allow') !== allowed,
    );
    expect(others).toEqual([]);
  });

  it('has allowed and denied calls', () => {
    const allowed = differentCases(workload).filter((one) => one.allowed).length;
    expect(allowed).toBeGreaterThan(10);
    expect(differentCases(workload).length - allowed).toBeGreaterThan(10);
  });
});

describe('comparing answers', () => {
  const [workload] = workloads;

  it('fails for a contender that allows one call too many', async () => {
    const { prepared } = await prepareWorkload(workload!, [directPort]);
    const { ready } = prepared[0]!;
    const cases = differentCases(workload!);
    const spoilt = cases.map((one, index) => (index === 3 ? { ...one, allowed: !one.allowed } : one));
    await expect(assertAnswers('port', { ready, cases, workload: workload! })).resolves.toBeUndefined();
    await expect(assertAnswers('port', { ready, cases: spoilt, workload: workload! })).rejects.toThrow(
      /port, names-20: .* expected the opposite/,
    );
  });

  it('is not done with names only where the policy has patterns', async () => {
    const patterns = workloads.find(({ id }) => id === 'patterns-10000')!;
    const { prepared, leftOut } = await prepareWorkload(patterns, [directPort]);
    expect(prepared).toEqual([]);
    expect(leftOut).toEqual([{ contender: directPort, cannot: 'names only, no patterns' }]);
  });
});

describe('figures', () => {
  it('a median is the middle, or half way between the two in the middle', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([9, 1, 5, 6])).toBe(5.5);
    expect(() => median([])).toThrow('no values');
  });

  it('a ratio compares each round with its own', () => {
    expect(medianRatio([10, 20, 400], [10, 10, 100])).toBe(2);
    expect(() => medianRatio([1, 2], [1])).toThrow('side by side');
  });

  it.each([
    ['at most', 1.5, true],
    ['at most', 1.51, false],
    ['at least', 1.5, true],
    ['at least', 1.49, false],
    ['more than', 1.5, false],
    ['more than', 1.51, true],
  ] as const)('%s 1.5, measured %d: %s', (bound, measured, met) => {
    expect(judge({ claim: 'c', bound, target: 1.5, unit: '×' }, measured)).toMatchObject({ measured, met });
  });

  it('RESULTS.md says what results/decide.json says', () => {
    expect(read('RESULTS.md')).toBe(renderResults(JSON.parse(read('results/decide.json'))));
  });

  it('a claim in results/decide.json is met exactly when its figure is reached', () => {
    const { claims } = JSON.parse(read('results/decide.json')) as { claims: Parameters<typeof judge>[0][] };
    for (const claim of claims as (Parameters<typeof judge>[0] & { measured: number })[])
      expect(judge(claim, claim.measured)).toEqual(claim);
  });
});
