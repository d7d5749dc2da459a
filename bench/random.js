/**
 * Gives the same sequence of numbers in [0, 1) for the same seed, on every machine.
 * @param {number} seed
 * @returns {() => number}
 */
export function createRandom(seed) {
  let state = seed >>> 0;
  return () => {
    // A 32-bit counter through a mixing function (the finalizer known from hash tables).
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 0x100000000;
  };
}

/**
 * Picks items the way tools are used: the second favourite half as often as the first, the third a third as often
 * (Zipf's law). Which items are the favourites has nothing to do with their place in the list.
 * @template T
 * @param {readonly T[]} items
 * @param {() => number} random
 * @returns {() => T}
 */
export function createFavouritesPicker(items, random) {
  const byRank = shuffle(items, random);
  const sums = new Float64Array(items.length);
  let total = 0;
  for (let rank = 0; rank < items.length; rank += 1) {
    total += 1 / (rank + 1);
    sums[rank] = total;
  }
  return () => {
    const point = random() * total;
    const rank = lowerBound(sums, point);
    return /** @type {T} */ (byRank[rank]);
  };
}

/**
 * Picks every item equally often.
 * @template T
 * @param {readonly T[]} items
 * @param {() => number} random
 * @returns {() => T}
 */
export function createUniformPicker(items, random) {
  return () => /** @type {T} */ (items[Math.floor(random() * items.length)]);
}

/**
 * @template T
 * @param {readonly T[]} items
 * @param {() => number} random
 * @returns {T[]}
 */
function shuffle(items, random) {
  const keyed = items.map((item) => ({ item, key: random() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}

/**
 * The first index whose sum is greater than the point.
 * @param {Float64Array} sums
 * @param {number} point
 */
function lowerBound(sums, point) {
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (/** @type {number} */ (sums[middle]) > point) high = middle;
    else low = middle + 1;
  }
  return low;
}
