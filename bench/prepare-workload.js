/** @typedef {import('./contenders/contender.js').Contender} Contender */
/** @typedef {import('./contenders/contender.js').Ready} Ready */
/** @typedef {import('./workloads.js').Case} Case */
/** @typedef {import('./workloads.js').Workload} Workload */

/** @typedef {{ contender: Contender, ready: Ready }} Prepared */
/** @typedef {{ contender: Contender, cannot: string }} LeftOut */

/** How many calls of new names are compared; of other workloads every different call is. */
const newNamesCompared = 200;
const cannotScale = 'not measured here: it reads every entry at every call, whichever is called';

/**
 * Sets every contender up and compares all its answers with the expected ones, before anything is timed.
 * @param {Workload} workload
 * @param {readonly Contender[]} contenders
 * @returns {Promise<{ prepared: Prepared[], leftOut: LeftOut[], compared: number }>}
 * @throws Error when a contender answers a call otherwise than expected
 */
export async function prepareWorkload(workload, contenders) {
  const cases = differentCases(workload);
  /** @type {Prepared[]} */
  const prepared = [];
  /** @type {LeftOut[]} */
  const leftOut = [];
  for (const contender of contenders) {
    const ready =
      workload.onlyLookUps && contender.looksNamesUp !== true
        ? { cannot: cannotScale }
        : await contender.prepare(workload);
    if ('cannot' in ready) leftOut.push({ contender, cannot: ready.cannot });
    else {
      await assertAnswers(contender.name, { ready, cases, workload });
      prepared.push({ contender, ready });
    }
  }
  return { prepared, leftOut, compared: cases.length };
}

/**
 * @param {string} name
 * @param {{ ready: Ready, cases: readonly Case[], workload: Pick<Workload, 'id'> }} subject
 */
export async function assertAnswers(name, { ready, cases, workload }) {
  for (const { call, allowed } of cases) {
    const answer = (await ready.countAllowed([call])) === 1;
    if (answer !== allowed) {
      throw new Error(
        `${name}, ${workload.id}: \`${call.tool}\` for \`${call.agent}\` is ${answer ? 'allowed' : 'denied'}, expected the opposite`,
      );
    }
  }
}

/**
 * @param {Workload} workload
 * @returns {Case[]}
 */
export function differentCases(workload) {
  const cases = workload.casesOf(0);
  if (workload.hasNewNames) return cases.slice(0, newNamesCompared);
  const byCall = new Map(cases.map((one) => [JSON.stringify([one.call.agent, one.call.tool]), one]));
  return [...byCall.values()];
}
