/** @typedef {import('./contender.js').Contender} Contender */

/**
 * The least any implementation could do: two look-ups. It is told beforehand which of the names that occur are allowed,
 * so it needs no ladder and no patterns.
 * @type {Contender}
 */
export const floor = {
  name: 'floor',
  how: '`Map.get(agent)`, `Set.has(tool)`; the sets hold the answers, worked out beforehand',
  looksNamesUp: true,
  prepare(workload) {
    if (workload.hasNewNames) return { cannot: 'it can only know names beforehand' };
    /** @type {Map<string, Set<string>>} */
    const allowedOf = new Map();
    for (const [agent, { allow, deny }] of workload.agents) {
      const denied = new Set(deny);
      allowedOf.set(agent, new Set(allow.filter((name) => !name.endsWith('*') && !denied.has(name))));
    }
    const allowedByGlobal = new Set(workload.global.allow);
    for (const { call, allowed } of workload.casesOf(0)) {
      const names = allowedOf.get(call.agent);
      if (allowed) names?.add(call.tool);
      else names?.delete(call.tool);
    }
    return {
      countAllowed(calls) {
        let count = 0;
        for (const { tool, agent } of calls) {
          if ((allowedOf.get(agent) ?? allowedByGlobal).has(tool)) count += 1;
        }
        return count;
      },
    };
  },
};
