/** @typedef {import('./claims.js').Claim} Claim */
/** @typedef {import('./collect-results.js').Row} Row */
/** @typedef {import('./collect-results.js').Table} Table */

/**
 * Everything one run found: the content of `results/decide.json`.
 * @typedef {object} Results
 * @property {ReturnType<typeof import('./versions.js').versionsOf>} versions
 * @property {{ seed: number, rounds: number, samplesPerRound: number }} protocol
 * @property {Claim[]} claims
 * @property {Table[]} workloads
 * @property {import('./measure-loading.js').Loading[]} loading
 * @property {{ minified: number, gzipped: number }} size
 * @property {import('./measure-start.js').Start[]} start
 * @property {{ name: string, how: string }[]} contenders
 */

/**
 * Writes the results as a page; the same results always give the same text.
 * @param {Results} results
 * @returns {string}
 */
export function renderResults(results) {
  const { versions, protocol, claims, workloads, loading, size, start, contenders } = results;
  return [
    '# Decisions per second, beside what else there is',
    'Made by `npm run bench` from [results/decide.json](results/decide.json); do not edit.',
    `Node ${versions.node} (V8 ${versions.v8}), ${versions.platform}, ${versions.processors} × ${versions.processor}. ${list(
      Object.entries(versions.packages).map(([name, version]) => `\`${name}\` ${version}`),
    )}.`,
    'Compare ratios, not times: the times are those of one machine.',
    '## Figures to reach',
    table(
      ['Figure', 'Target', 'Measured', 'Met'],
      claims.map((one) => [
        one.claim,
        `${one.bound} ${number(one.target)} ${one.unit}`,
        `${number(one.measured)} ${one.unit}${one.note === undefined ? '' : ` (${one.note})`}`,
        one.met ? 'yes' : '**no**',
      ]),
    ),
    '## Decisions',
    `Every contender first answered every different call of the workload (of those with new names, some) and had to give the expected answer. ${protocol.rounds} rounds in which all take turns; the median of the rounds. "× floor" and "× decide" compare each round with the same round of the floor and of Proviso's \`decide\`; a rival with a "× decide" above 1 is slower than we are. Names are new strings for every sample, as they are when they come in a message, so every contender pays for hashing them; \`names-20-kept\` shows what is left without that.`,
    'Of a hundred calls 70 are allowed, 15 denied by an entry, 12 name a tool nobody lists, 3 come from an agent without a policy. Some names and agents are called more often than others (Zipf) where it does not say otherwise. Patterns are all of the form `server.*`, the one that every contender that has patterns can say.',
    ...workloads.flatMap(renderWorkload),
    '## Loading',
    'From a parsed object or a YAML text to the first decision, positions of rules included for YAML. "First" is in a new process, without loading the modules; "again" is in one that has done it before.',
    table(
      ['Policy', 'From', 'Size', 'First', 'Again'],
      loading.map((one) => [
        one.workload,
        one.from,
        `${number(one.bytes / 1_000)} kB`,
        `${number(one.firstMs)} ms`,
        `${number(one.againMs)} ms`,
      ]),
    ),
    '## Size and start',
    `Everything \`@proviso/core\` exports: ${number(size.minified / 1_000)} kB minified, ${number(size.gzipped / 1_000)} kB gzipped.`,
    table(
      ['Policy file', '`proviso check`', '`node` reading the file', 'Ratio'],
      start.map((one) => [
        `${one.format}, ${one.lines} lines`,
        `${number(one.checkMs)} ms`,
        `${number(one.floorMs)} ms`,
        number(one.ratio),
      ]),
    ),
    '## How each is used',
    table(
      ['Contender', 'Used as'],
      contenders.map(({ name, how }) => [name, how]),
    ),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

/**
 * @param {Table} workload
 * @returns {string[]}
 */
function renderWorkload({ id, title, compared, rows }) {
  return [
    `### ${title}`,
    `\`${id}\`: ${number(compared)} answers compared.`,
    table(['Contender', 'ns', 'per second', '× floor', '× decide'], rows.map(cellsOf), '---:'),
  ];
}

/**
 * @param {Row} row
 * @returns {string[]}
 */
function cellsOf({ contender, cannot, nanoseconds, perSecond, timesFloor, timesDecide }) {
  if (nanoseconds === undefined || perSecond === undefined)
    return [contender, `not timed: ${cannot}`, '', '', ''];
  return [contender, number(nanoseconds), number(perSecond), number(timesFloor), number(timesDecide)];
}

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 * @param {'---' | '---:'} alignment of all but the first column
 */
function table(head, rows, alignment = '---') {
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, index) => (index === 0 ? '---' : alignment));
  return [head, rule, ...rows].map(line).join('\n');
}

/**
 * Three significant digits, whole numbers with separators.
 * @param {number | undefined} value
 */
function number(value) {
  if (value === undefined) return '–';
  const rounded = Number(value.toPrecision(3));
  return (Math.abs(rounded) >= 100 ? Math.round(rounded) : rounded).toLocaleString('en-US');
}

/** @param {readonly string[]} items */
function list(items) {
  return items.join(', ');
}
