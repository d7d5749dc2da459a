/** @typedef {import('../workloads.js').Call} Call */
/** @typedef {import('../workloads.js').Workload} Workload */

/**
 * Something that can answer calls.
 *
 * `countAllowed` is a loop of the contender's own, not one shared loop that is handed a function: a shared loop would
 * see every contender, and the engine would stop inlining the calls in it for all of them.
 * @typedef {object} Ready
 * @property {(calls: readonly Call[]) => number | Promise<number>} countAllowed
 */

/** @typedef {{ readonly cannot: string }} CannotExpress */

/**
 * @typedef {object} Contender
 * @property {string} name
 * @property {string} [packageName] Absent for code of this repository.
 * @property {string} how One line: how it is used here.
 * @property {boolean} [looksNamesUp] True when the cost of a call does not grow with the number of entries.
 * @property {(workload: Workload) => Ready | CannotExpress | Promise<Ready | CannotExpress>} prepare
 */

export const cannotSayPatterns = Object.freeze({ cannot: 'names only, no patterns' });
