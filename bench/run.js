// Compares the answers of all contenders, times them, and writes results/decide.json and RESULTS.md.
//
//   node bench/run.js            everything, some minutes; on a machine that does nothing else
//   node bench/run.js --quick    the answers only, on smaller workloads
import { writeFileSync } from 'node:fs';
import { judgeClaims } from './claims.js';
import { round, toTable } from './collect-results.js';
import { allContenders } from './contenders/all-contenders.js';
import { fullEffort, measureDecisions } from './measure-decisions.js';
import { measureLoading } from './measure-loading.js';
import { measureSize } from './measure-size.js';
import { measureStart } from './measure-start.js';
import { prepareWorkload } from './prepare-workload.js';
import { renderResults } from './render-results.js';
import { versionsOf } from './versions.js';
import { createWorkloads, fullScale, seed, testScale } from './workloads.js';

const start = performance.now();
const report = (/** @type {string} */ line) =>
  console.log(`${((performance.now() - start) / 1000).toFixed(1).padStart(6)} s  ${line}`);

/** @param {import('./workloads.js').Scale} scale */
async function compareAnswers(scale) {
  const subjects = [];
  for (const workload of createWorkloads(scale)) {
    const prepared = await prepareWorkload(workload, allContenders);
    report(
      `${workload.id}: ${prepared.compared} answers of ${prepared.prepared.length} contenders as expected`,
    );
    subjects.push({ workload, ...prepared });
  }
  return subjects;
}

async function measureAll() {
  // First, while the process is small.
  const size = await measureSize();
  const processStart = measureStart();
  report('size and start measured');
  const subjects = await compareAnswers(fullScale);
  const series = await measureDecisions(subjects, fullEffort);
  report('decisions measured');
  const workloads = subjects.map((subject) => toTable(subject, series));
  const loading = subjects
    .filter(({ workload }) => ['names-10000', 'patterns-10000'].includes(workload.id))
    .flatMap(({ workload }) => measureLoading(workload));
  report('loading measured');
  const claims = judgeClaims({ workloads, series, loading, size, start: processStart });
  const { rounds, samplesPerRound } = fullEffort;
  /** @type {import('./render-results.js').Results} */
  const results = {
    versions: versionsOf([...allContenders.flatMap(({ packageName }) => packageName ?? []), 'tinybench']),
    protocol: { seed, rounds, samplesPerRound },
    claims,
    workloads,
    loading,
    size,
    start: processStart,
    contenders: allContenders.map(({ name, how }) => ({ name, how })),
  };
  const json = JSON.stringify(results, (_, value) => (typeof value === 'number' ? round(value) : value), 2);
  writeFileSync(new URL('results/decide.json', import.meta.url), `${json}\n`);
  writeFileSync(new URL('RESULTS.md', import.meta.url), renderResults(JSON.parse(json)));
  for (const { claim, measured, unit, met } of claims)
    console.log(`${met ? 'met   ' : 'NOT MET'} ${claim}: ${round(measured)} ${unit}`);
}

if (process.argv.includes('--quick')) await compareAnswers(testScale);
else await measureAll();
