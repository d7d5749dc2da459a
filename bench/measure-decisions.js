import { Bench } from 'tinybench';

/** @typedef {import('./prepare-workload.js').Prepared} Prepared */
/** @typedef {import('./workloads.js').Call} Call */
/** @typedef {import('./workloads.js').Case} Case */
/** @typedef {import('./workloads.js').Workload} Workload */

/** @typedef {{ workload: Workload, prepared: readonly Prepared[] }} Subject */
/** @typedef {{ name: string, workload: Workload, ready: Prepared['ready'], calls: number, nextBatch: number, kept: Map<Case, Call> }} Runner */

/**
 * A contender's cost on a workload: nanoseconds for each call, one figure for each round.
 * @typedef {{ workload: string, contender: string, callsPerSample: number, rounds: number[] }} Series
 */

/** @typedef {{ rounds: number, samplesPerRound: number, sampleMs: number, warmUpMs: number }} Effort */

/** @type {Effort} */
export const fullEffort = Object.freeze({ rounds: 15, samplesPerRound: 3, sampleMs: 20, warmUpMs: 250 });

/** More would make the sample's own calls, which live as long as it does, a burden to the garbage collector. */
const mostCallsInSample = 1_000;

/**
 * Times every contender on every workload. In each round everything has its turn, so that what else happens on the
 * machine falls on all of them alike.
 *
 * A call costs tens of nanoseconds, no more than looking at the clock does, so a sample is a batch of calls (tinybench's
 * `overriddenDuration`); its answers are counted and compared, so that none can be optimised away. Contenders that take
 * long get fewer calls in a sample. The calls of a sample are parsed from JSON right before, outside the time: names
 * that come in a message are new strings nobody has hashed yet, and they are for every contender. One workload keeps
 * its calls, which shows what is left without the hashing.
 * @param {readonly Subject[]} subjects
 * @param {Effort} effort
 * @returns {Promise<Series[]>}
 */
export async function measureDecisions(subjects, effort) {
  const runnersOf = new Map();
  for (const { workload, prepared } of subjects) {
    /** @type {Runner[]} */
    const runners = [];
    for (const { contender, ready } of prepared) {
      const runner = { name: contender.name, workload, ready, calls: 1, nextBatch: 1, kept: new Map() };
      await warmUp(runner, effort);
      runners.push(runner);
    }
    runnersOf.set(workload, runners);
  }
  /** @type {Map<Runner, Series>} */
  const seriesOf = new Map();
  for (let round = 0; round < effort.rounds; round += 1) {
    for (const runners of runnersOf.values()) await measureRound(runners, effort, seriesOf);
  }
  return [...seriesOf.values()];
}

/**
 * @param {readonly Runner[]} runners
 * @param {Effort} effort
 * @param {Map<Runner, Series>} seriesOf
 */
async function measureRound(runners, effort, seriesOf) {
  const bench = new Bench({ iterations: effort.samplesPerRound, time: 0, warmup: false, throws: true });
  for (const runner of runners) bench.add(runner.name, () => timeSample(runner), { async: true });
  await bench.run();
  for (const runner of runners) {
    const result = bench.getTask(runner.name)?.result;
    if (result?.state !== 'completed') throw new Error(`${runner.name} was not measured`);
    let series = seriesOf.get(runner);
    if (series === undefined) {
      series = {
        workload: runner.workload.id,
        contender: runner.name,
        callsPerSample: runner.calls,
        rounds: [],
      };
      seriesOf.set(runner, series);
    }
    series.rounds.push(result.latency.p50 * 1e6);
  }
}

/**
 * Runs until the contender is warm and its cost known, then settles how many calls make a sample.
 * @param {Runner} runner
 * @param {Effort} effort
 */
async function warmUp(runner, effort) {
  const most = Math.min(mostCallsInSample, runner.workload.casesOf(0).length);
  const end = performance.now() + effort.warmUpMs;
  let longEnough = false;
  while (!longEnough || performance.now() < end) {
    const { overriddenIterationCost } = await timeSample(runner);
    longEnough = overriddenIterationCost > effort.sampleMs / 2 || runner.calls === most;
    if (!longEnough) runner.calls = Math.min(most, runner.calls * 2);
  }
}

/** @param {Runner} runner */
async function timeSample(runner) {
  const cases = takeCases(runner);
  const calls = cases.map((one) => callOf(runner, one));
  const start = performance.now();
  const pending = runner.ready.countAllowed(calls);
  const allowed = typeof pending === 'number' ? pending : await pending;
  const elapsed = performance.now() - start;
  if (allowed !== cases.filter((one) => one.allowed).length)
    throw new Error(`${runner.name}, ${runner.workload.id}: wrong answers while timed`);
  return { overriddenDuration: elapsed / calls.length, overriddenIterationCost: elapsed };
}

/**
 * The call of a case, as it comes out of a message: a new object with new strings.
 * @param {Runner} runner
 * @param {Case} one
 * @returns {Call}
 */
function callOf({ workload, kept }, one) {
  const known = kept.get(one);
  if (known !== undefined) return known;
  const call = JSON.parse(JSON.stringify(one.call));
  if (workload.keepsCalls) kept.set(one, call);
  return call;
}

/**
 * The next calls in turn: a contender that gets fewer calls in a sample works through the same sequence.
 * @param {Runner} runner
 * @returns {readonly Case[]}
 */
function takeCases(runner) {
  const { workload, calls } = runner;
  const batch = runner.nextBatch;
  runner.nextBatch += 1;
  const cases = workload.casesOf(batch);
  const start = workload.hasNewNames ? 0 : (batch * calls) % cases.length;
  return start + calls <= cases.length ? cases.slice(start, start + calls) : cases.slice(-calls);
}
