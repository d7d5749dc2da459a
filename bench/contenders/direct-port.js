import { cannotSayPatterns } from './contender.js';

/** @typedef {import('./contender.js').Contender} Contender */
/** @typedef {{ allow: Set<string>, deny: Set<string>, optionalTools: Set<string> }} Sets */
/** @typedef {(toolName: string, agentId: string | undefined, action: 'allow' | 'deny') => void} Listener */

/** The kernel's rules written down in the most direct way, with nothing that protects the caller. */
class DirectPort {
  /** @type {Listener[]} */
  listeners = [];

  /**
   * @param {Sets} globalPolicy
   * @param {Map<string, Sets>} agentPolicies
   * @param {{ info(message: string, ...values: unknown[]): void }} logger
   */
  constructor(globalPolicy, agentPolicies, logger) {
    this.globalPolicy = globalPolicy;
    this.agentPolicies = agentPolicies;
    this.logger = logger;
  }

  /**
   * @param {Sets} policy
   * @param {string} toolName
   */
  evaluate(policy, toolName) {
    if (policy.allow.size > 0 && !policy.allow.has(toolName)) return 'deny';
    if (policy.deny.has(toolName)) return 'deny';
    if (policy.optionalTools.has(toolName) && !policy.allow.has(toolName)) return 'deny';
    return 'allow';
  }

  /**
   * @param {string} toolName
   * @param {string} [agentId]
   */
  check(toolName, agentId) {
    const policy = (agentId ? this.agentPolicies.get(agentId) : undefined) ?? this.globalPolicy;
    const action = this.evaluate(policy, toolName);
    for (const listener of this.listeners) listener(toolName, agentId, action);
    if (action === 'deny') this.logger.info('Tool %s denied by policy for agent %s', toolName, agentId);
    return action;
  }
}

/** @type {Contender} */
export const directPort = {
  name: 'direct port of the kernel',
  how: 'a class with three sets, a map of agents, an array of listeners; denials go to an `info` that does nothing',
  looksNamesUp: true,
  prepare(workload) {
    if (workload.hasPatterns) return cannotSayPatterns;
    const engine = new DirectPort(
      toSets(workload.global),
      new Map([...workload.agents].map(([agent, policy]) => [agent, toSets(policy)])),
      { info() {} },
    );
    return {
      countAllowed(calls) {
        let count = 0;
        for (const { tool, agent } of calls) if (engine.check(tool, agent) === 'allow') count += 1;
        return count;
      },
    };
  },
};

/**
 * @param {import('../workloads.js').Policy} policy
 * @returns {Sets}
 */
function toSets({ allow, deny }) {
  return { allow: new Set(allow), deny: new Set(deny), optionalTools: new Set() };
}
