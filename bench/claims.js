import { rivals } from './contenders/all-contenders.js';
import { casl, caslRuleForEach } from './contenders/casl.js';
import { directPort } from './contenders/direct-port.js';
import { floor } from './contenders/floor.js';
import { provisoCheck, provisoDecide, provisoKernel } from './contenders/proviso.js';
import { median, medianRatio } from './statistics.js';

/** @typedef {import('./measure-decisions.js').Series} Series */
/** @typedef {import('./measure-loading.js').Loading} Loading */
/** @typedef {import('./measure-start.js').Start} Start */

/**
 * A figure that has to be reached, and whether it was.
 * @typedef {object} Claim
 * @property {string} claim
 * @property {'at most' | 'at least' | 'more than'} bound
 * @property {number} target
 * @property {number} measured
 * @property {string} unit
 * @property {string} [note]
 * @property {boolean} met
 */

/**
 * @typedef {object} Measurements
 * @property {readonly { id: string, title: string }[]} workloads
 * @property {readonly Series[]} series
 * @property {readonly Loading[]} loading
 * @property {{ gzipped: number }} size
 * @property {readonly Start[]} start
 */

/**
 * Compares what was measured with the figures to reach. All ratios are of one run, round by round.
 * @param {Measurements} measurements
 * @returns {Claim[]}
 */
export function judgeClaims({ workloads, series, loading, size, start }) {
  const roundsOf = (/** @type {string} */ workload, /** @type {{ name: string }} */ { name }) =>
    series.find((one) => one.workload === workload && one.contender === name)?.rounds;
  return [
    ...['names-20', 'names-20-kept', 'names-10000', 'names-10000-uniform'].map((id) =>
      judge(
        {
          claim: `the kernel’s \`check\` beside a direct port, ${id}`,
          bound: 'at most',
          target: 1.5,
          unit: '×',
        },
        medianRatio(present(roundsOf(id, provisoKernel)), present(roundsOf(id, directPort))),
      ),
    ),
    ...['names-20', 'names-20-kept'].map((id) =>
      judge(
        { claim: `a full \`decide\` beside the floor, ${id}`, bound: 'at most', target: 2.5, unit: '×' },
        medianRatio(present(roundsOf(id, provisoDecide)), present(roundsOf(id, floor))),
      ),
    ),
    ...['names-10000', 'names-10000-uniform', 'patterns-10000'].map((id) =>
      judge(
        {
          claim: `\`decide\` on ${id} beside its own cost on names-20`,
          bound: 'at most',
          target: 1.5,
          unit: '×',
        },
        medianRatio(present(roundsOf(id, provisoDecide)), present(roundsOf('names-20', provisoDecide))),
      ),
    ),
    ...workloads.map(({ id }) => {
      const ours = present(slowest([provisoDecide, provisoCheck].map((one) => roundsOf(id, one))));
      const beaten = rivals.flatMap((rival) => {
        const rounds = roundsOf(id, rival);
        return rounds === undefined ? [] : [{ name: rival.name, ratio: medianRatio(rounds, ours) }];
      });
      const nearest = present(beaten.sort((a, b) => a.ratio - b.ratio)[0]);
      return judge(
        {
          claim: `the nearest rival beside the slower of \`decide\` and \`engine.check\`, ${id}`,
          bound: 'more than',
          target: 1,
          unit: '×',
          note: nearest.name,
        },
        nearest.ratio,
      );
    }),
    ...['patterns-10000', 'patterns-10000-new'].map((id) => {
      const ours = present(roundsOf(id, provisoDecide));
      const ratios = [casl, caslRuleForEach].map((one) => medianRatio(present(roundsOf(id, one)), ours));
      return judge(
        {
          claim: `\`@casl/ability\` (its faster form) beside \`decide\`, ${id}`,
          bound: 'at least',
          target: 100,
          unit: '×',
        },
        Math.min(...ratios),
      );
    }),
    judgeLoading(
      'loading 10,000 entries from an object, in a new process',
      50,
      of(loading, 'object', 'firstMs'),
    ),
    judgeLoading('loading 10,000 entries from an object, once warm', 50, of(loading, 'object', 'againMs')),
    judgeLoading('loading 10,000 entries from YAML, in a new process', 1_000, of(loading, 'yaml', 'firstMs')),
    judge(
      {
        claim: 'everything `@proviso/core` exports, minified and gzipped',
        bound: 'at most',
        target: 15,
        unit: 'kB',
      },
      size.gzipped / 1_000,
    ),
    ...start.map(({ format, ratio }) =>
      judge(
        {
          claim: `\`proviso check\` beside a process that only reads the file, ${format}`,
          bound: 'at most',
          target: 1.6,
          unit: '×',
        },
        ratio,
      ),
    ),
  ];
}

/**
 * @param {Omit<Claim, 'measured' | 'met'>} claim
 * @param {number} measured
 * @returns {Claim}
 */
export function judge(claim, measured) {
  const { bound, target } = claim;
  const reached = {
    'at most': measured <= target,
    'at least': measured >= target,
    'more than': measured > target,
  };
  return { ...claim, measured, met: reached[bound] };
}

/**
 * @param {string} claim
 * @param {number} target
 * @param {readonly number[]} milliseconds of the different policies: the slowest counts
 */
function judgeLoading(claim, target, milliseconds) {
  return judge({ claim, bound: 'at most', target, unit: 'ms' }, Math.max(...milliseconds));
}

/**
 * @param {readonly Loading[]} loading
 * @param {Loading['from']} from
 * @param {'firstMs' | 'againMs'} when
 */
function of(loading, from, when) {
  return loading.filter((one) => one.from === from).map((one) => one[when]);
}

/** @param {readonly (readonly number[] | undefined)[]} candidates */
function slowest(candidates) {
  return candidates.filter((one) => one !== undefined).sort((a, b) => median(b) - median(a))[0];
}

/**
 * @template T
 * @param {T | undefined} value
 * @returns {T}
 */
function present(value) {
  if (value === undefined) throw new Error('a figure that a claim is about was not measured');
  return value;
}
