import { allContenders } from './contenders/all-contenders.js';
import { floor } from './contenders/floor.js';
import { provisoDecide } from './contenders/proviso.js';
import { median, medianRatio } from './statistics.js';

/** @typedef {import('./measure-decisions.js').Series} Series */
/** @typedef {import('./prepare-workload.js').LeftOut} LeftOut */
/** @typedef {import('./workloads.js').Workload} Workload */

/**
 * One line of a table. Without `nanoseconds` the contender was not timed, and `cannot` says why.
 * @typedef {object} Row
 * @property {string} contender
 * @property {string} [cannot]
 * @property {number} [nanoseconds] for a decision, the median of the rounds
 * @property {number} [fastestRound]
 * @property {number} [slowestRound]
 * @property {number} [perSecond]
 * @property {number} [timesFloor]
 * @property {number} [timesDecide]
 * @property {number} [callsPerSample]
 */

/** @typedef {{ id: string, title: string, entries: number, agents: number, compared: number, rows: Row[] }} Table */

/**
 * @param {{ workload: Workload, leftOut: readonly LeftOut[], compared: number }} subject
 * @param {readonly Series[]} series
 * @returns {Table}
 */
export function toTable({ workload, leftOut, compared }, series) {
  const { id, title, entries, agents } = workload;
  const ofWorkload = series.filter((one) => one.workload === id);
  const roundsOf = (/** @type {{ name: string }} */ { name }) =>
    ofWorkload.find(({ contender }) => contender === name)?.rounds;
  const rows = allContenders.map(({ name }) => {
    const one = ofWorkload.find(({ contender }) => contender === name);
    if (one !== undefined) return toRow(one, { floor: roundsOf(floor), decide: roundsOf(provisoDecide) });
    const cannot = leftOut.find(({ contender }) => contender.name === name)?.cannot;
    if (cannot === undefined) throw new Error(`${name} was neither timed nor left out`);
    return { contender: name, cannot };
  });
  return { id, title, entries, agents: agents.size, compared, rows };
}

/**
 * @param {Series} series
 * @param {{ floor: readonly number[] | undefined, decide: readonly number[] | undefined }} others
 * @returns {Row}
 */
function toRow({ contender, rounds, callsPerSample }, others) {
  const nanoseconds = median(rounds);
  return {
    contender,
    nanoseconds: round(nanoseconds),
    fastestRound: round(Math.min(...rounds)),
    slowestRound: round(Math.max(...rounds)),
    perSecond: Math.round(1e9 / nanoseconds),
    ...(others.floor !== undefined && { timesFloor: round(medianRatio(rounds, others.floor)) }),
    ...(others.decide !== undefined && { timesDecide: round(medianRatio(rounds, others.decide)) }),
    callsPerSample,
  };
}

/**
 * Four significant digits; whole numbers stay as they are.
 * @param {number} value
 */
export function round(value) {
  return Number.isInteger(value) ? value : Number(value.toPrecision(4));
}
