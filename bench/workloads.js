import { createNamePolicy, createPatternPolicy, globalPolicy, toolName } from './policies.js';
import { createFavouritesPicker, createRandom, createUniformPicker } from './random.js';

/** @typedef {import('./policies.js').Policy} Policy */
/** @typedef {import('./policies.js').KnownPolicy} KnownPolicy */
/** @typedef {{ readonly tool: string, readonly agent: string }} Call */

/**
 * One call and the answer it must get, known from how the call was made.
 * @typedef {object} Case
 * @property {Call} call
 * @property {boolean} allowed
 */

/**
 * Policies and a sequence of calls, the same for every contender.
 * @typedef {object} Workload
 * @property {string} id
 * @property {string} title
 * @property {boolean} hasPatterns
 * @property {boolean} hasNewNames True when no name of one batch occurs in another.
 * @property {boolean} onlyLookUps True when only contenders that look names up are measured.
 * @property {boolean} keepsCalls True when every sample has the same call objects, their names hashed already.
 * @property {number} entries for each agent
 * @property {ReadonlyMap<string, Policy>} agents
 * @property {Policy} global for agents without a policy
 * @property {(batch: number) => readonly Case[]} casesOf
 */

/** @typedef {{ entries: number, agents: number }} Scale */

/** What is timed. */
export const fullScale = Object.freeze({ entries: 10_000, agents: 1_000 });
/** For the test that only compares answers. */
export const testScale = Object.freeze({ entries: 500, agents: 20 });

export const seed = 20_260_801;
/** The length of a sequence of calls; where all names are called equally often, long enough to reach most of them. */
const callsInSequence = 1_000;
const callsInUniformSequence = 10_000;
const unlistedNames = 200;

/**
 * @param {Scale} scale
 * @returns {Workload[]}
 */
export function createWorkloads({ entries, agents }) {
  const count = (/** @type {number} */ value) => value.toLocaleString('en-US');
  const few = new Map([['agent-release-manager', createNamePolicy(20)]]);
  const many = new Map([['agent-release-manager', createNamePolicy(entries)]]);
  const patterns = new Map([['agent-release-manager', createPatternPolicy(entries, 'main')]]);
  const crowd = new Map(
    Array.from({ length: agents }, (_, index) => {
      const agent = `agent-worker-${String(index).padStart(4, '0')}`;
      return [agent, createPatternPolicy(100, `team_${index % 50}`)];
    }),
  );
  return [
    createWorkload('names-20', '1 agent × 20 exact names', { known: few }),
    createWorkload('names-20-kept', '1 agent × 20 exact names, the same call objects every time', {
      known: few,
      keepsCalls: true,
    }),
    createWorkload('agents-1000', `${count(agents)} agents × 100 entries, half of them patterns`, {
      known: crowd,
    }),
    createWorkload('names-10000', `1 agent × ${count(entries)} exact names`, { known: many }),
    createWorkload(
      'names-10000-uniform',
      `1 agent × ${count(entries)} exact names, all called equally often`,
      {
        known: many,
        uniform: true,
      },
    ),
    createWorkload('patterns-10000', `1 agent × ${count(entries)} entries, half of them patterns`, {
      known: patterns,
    }),
    createWorkload(
      'patterns-10000-new',
      `1 agent × ${count(entries)} entries, half of them patterns; every call names a tool never seen before`,
      { known: patterns, newNames: true },
    ),
  ];
}

/**
 * @param {string} id
 * @param {string} title
 * @param {{ known: ReadonlyMap<string, KnownPolicy>, uniform?: boolean, newNames?: boolean, keepsCalls?: boolean }} plan
 * @returns {Workload}
 */
function createWorkload(id, title, { known, uniform = false, newNames = false, keepsCalls = false }) {
  const policies = [...known.values()];
  const repeated = newNames ? undefined : repeatedCases(known, uniform);
  return {
    id,
    title,
    hasPatterns: policies.some(({ allowedServers }) => allowedServers.length > 0),
    hasNewNames: newNames,
    onlyLookUps: uniform,
    keepsCalls,
    entries: Math.max(...policies.map(({ policy }) => policy.allow.length + policy.deny.length)),
    agents: new Map([...known].map(([agent, { policy }]) => [agent, policy])),
    global: globalPolicy,
    casesOf: (batch) => repeated ?? newCases(known, batch),
  };
}

/**
 * Of a hundred calls 70 are allowed, 15 denied by an entry, 12 name a tool nobody lists, 3 come from an agent without a
 * policy. Favourites are called more often than others, unless all are equal.
 * @param {ReadonlyMap<string, KnownPolicy>} known
 * @param {boolean} uniform
 * @returns {readonly Case[]}
 */
function repeatedCases(known, uniform) {
  const random = createRandom(seed);
  const pick = (/** @type {readonly string[]} */ items) =>
    uniform ? createUniformPicker(items, random) : createFavouritesPicker(items, random);
  const unlisted = pick(Array.from({ length: unlistedNames }, (_, index) => toolName('unlisted', index)));
  const agentOf = pick([...known.keys()]);
  const pickers = new Map(
    [...known].map(([agent, policy]) => [
      agent,
      {
        allowed: pick(policy.allowed),
        denied: pick(policy.denied),
        allowedServer: policy.allowedServers.length > 0 ? pick(policy.allowedServers) : undefined,
        deniedServer: policy.deniedServers.length > 0 ? pick(policy.deniedServers) : undefined,
      },
    ]),
  );
  return Array.from({ length: uniform ? callsInUniformSequence : callsInSequence }, () => {
    const agent = agentOf();
    const { allowed, denied, allowedServer, deniedServer } = present(pickers.get(agent));
    const kind = random() * 100;
    const onServer = random() < 0.4;
    if (kind < 70) {
      const tool = onServer && allowedServer ? toolOn(allowedServer(), random) : allowed();
      return { call: { tool, agent }, allowed: true };
    }
    if (kind < 85) {
      const tool = onServer && deniedServer ? toolOn(deniedServer(), random) : denied();
      return { call: { tool, agent }, allowed: false };
    }
    if (kind < 97) return { call: { tool: unlisted(), agent }, allowed: false };
    const help = random() < 0.5;
    const tool = help ? 'assistant.show_help' : allowed();
    return { call: { tool, agent: 'agent-without-a-policy' }, allowed: help };
  });
}

/**
 * Half the names are on a server that a pattern allows, a tenth on one that a pattern denies, the rest are nobody's.
 * @param {ReadonlyMap<string, KnownPolicy>} known
 * @param {number} batch
 * @returns {readonly Case[]}
 */
function newCases(known, batch) {
  const random = createRandom(seed + batch);
  const agents = [...known.keys()];
  return Array.from({ length: callsInSequence }, (_, index) => {
    const agent = present(agents[index % agents.length]);
    const { allowedServers, deniedServers } = present(known.get(agent));
    const kind = random();
    const servers = kind < 0.5 ? allowedServers : kind < 0.6 ? deniedServers : ['nobodys_server'];
    const server = servers[Math.floor(random() * servers.length)];
    return { call: { tool: `${server}.run_${batch}_${index}`, agent }, allowed: kind < 0.5 };
  });
}

/**
 * @param {string} server
 * @param {() => number} random
 */
function toolOn(server, random) {
  return `${server}.run_job_${Math.floor(random() * 4)}`;
}

/**
 * @template T
 * @param {T | undefined} value
 * @returns {T}
 */
function present(value) {
  if (value === undefined) throw new Error('a workload refers to something it does not have');
  return value;
}
