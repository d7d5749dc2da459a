import { newCachedEnforcer, newEnforcer, newModelFromString } from 'casbin';

/** @typedef {import('./contender.js').Contender} Contender */
/** @typedef {import('../workloads.js').Policy} Policy */
/** @typedef {import('../workloads.js').Workload} Workload */

const packageName = 'casbin';

/**
 * @type {Contender}
 */
export const casbin = {
  name: 'casbin enforceSync',
  packageName,
  how: 'an enforcer for each agent (one for all would read every agent’s rules at every call), a rule for each entry',
  async prepare(workload) {
    const enforcerOf = await enforcersOf(workload, newEnforcer);
    const globalEnforcer = await enforcerFor(workload.global, newEnforcer);
    return {
      countAllowed(calls) {
        let count = 0;
        for (const { tool, agent } of calls) {
          if ((enforcerOf.get(agent) ?? globalEnforcer).enforceSync(tool)) count += 1;
        }
        return count;
      },
    };
  },
};

/** @type {Contender} */
export const casbinCached = {
  name: 'casbin CachedEnforcer.enforce',
  packageName,
  how: 'the same with its cache, which only the asynchronous call uses; the cache has no bound',
  async prepare(workload) {
    if (workload.hasNewNames) return { cannot: 'new names are not in its cache: see the row above' };
    const enforcerOf = await enforcersOf(workload, newCachedEnforcer);
    const globalEnforcer = await enforcerFor(workload.global, newCachedEnforcer);
    return {
      async countAllowed(calls) {
        let count = 0;
        for (const { tool, agent } of calls) {
          if (await (enforcerOf.get(agent) ?? globalEnforcer).enforce(tool)) count += 1;
        }
        return count;
      },
    };
  },
};

/**
 * @template {import('casbin').Enforcer} E
 * @param {Workload} workload
 * @param {(model: import('casbin').Model) => Promise<E>} create
 * @returns {Promise<Map<string, E>>}
 */
async function enforcersOf(workload, create) {
  const enforcerOf = new Map();
  for (const [agent, policy] of workload.agents) enforcerOf.set(agent, await enforcerFor(policy, create));
  return enforcerOf;
}

/**
 * @template {import('casbin').Enforcer} E
 * @param {Policy} policy
 * @param {(model: import('casbin').Model) => Promise<E>} create
 */
async function enforcerFor({ allow, deny }, create) {
  const matcher = [...allow, ...deny].some((name) => name.includes('*'))
    ? 'keyMatch(r.tool, p.tool)'
    : 'r.tool == p.tool';
  const model = newModelFromString(`
[request_definition]
r = tool
[policy_definition]
p = tool, eft
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = ${matcher}
`);
  const enforcer = await create(model);
  await enforcer.addPolicies([
    ...deny.map((name) => [name, 'deny']),
    ...allow.map((name) => [name, 'allow']),
  ]);
  return enforcer;
}
