import { PolicyEngine } from '@microsoft/agent-governance-sdk';

/** @typedef {import('./contender.js').Contender} Contender */
/** @typedef {import('../workloads.js').Policy} Policy */

/**
 * Its `PolicyEngine.evaluate` on action rules: the first rule that matches decides, so what denies comes first. The
 * other documented ways (policies with conditions, the client's whole pipeline) do this and more.
 * @type {Contender}
 */
export const agentGovernance = {
  name: '@microsoft/agent-governance-sdk',
  packageName: '@microsoft/agent-governance-sdk',
  how: 'a `PolicyEngine` for each agent, `evaluate(action)`, a rule for each entry',
  prepare(workload) {
    const engineOf = new Map([...workload.agents].map(([agent, policy]) => [agent, engineFor(policy)]));
    const globalEngine = engineFor(workload.global);
    return {
      countAllowed(calls) {
        let count = 0;
        for (const { tool, agent } of calls) {
          if ((engineOf.get(agent) ?? globalEngine).evaluate(tool) === 'allow') count += 1;
        }
        return count;
      },
    };
  },
};

/** @param {Policy} policy */
function engineFor({ allow, deny }) {
  return new PolicyEngine([
    ...deny.map((action) => ({ action, effect: /** @type {const} */ ('deny') })),
    ...allow.map((action) => ({ action, effect: /** @type {const} */ ('allow') })),
  ]);
}
