/**
 * @param {readonly number[]} values at least one
 * @returns {number}
 */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  const lower = sorted[sorted.length % 2 === 1 ? middle : middle - 1];
  if (upper === undefined || lower === undefined) throw new Error('no values, no median');
  return (lower + upper) / 2;
}

/**
 * How many times as much the one took as the other: the median over the rounds, each compared with its own.
 * @param {readonly number[]} rounds
 * @param {readonly number[]} others
 */
export function medianRatio(rounds, others) {
  if (rounds.length !== others.length) throw new Error('rounds that were not run side by side');
  return median(rounds.map((value, round) => value / /** @type {number} */ (others[round])));
}
