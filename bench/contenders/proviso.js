import { createEngine, PolicyEngine, parsePolicyDocument, ToolPolicy } from '@proviso/core';
import { cannotSayPatterns } from './contender.js';

/** @typedef {import('./contender.js').Contender} Contender */
/** @typedef {import('../workloads.js').Workload} Workload */

const packageName = '@proviso/core';
const silent = { info() {}, warn() {} };

/** @type {Contender} */
export const provisoKernel = {
  name: 'Proviso PolicyEngine.check',
  packageName,
  how: 'the kernel; denials go to an `info` that does nothing',
  looksNamesUp: true,
  prepare(workload) {
    if (workload.hasPatterns) return cannotSayPatterns;
    const engine = new PolicyEngine({
      globalPolicy: new ToolPolicy(workload.global),
      agentPolicies: new Map([...workload.agents].map(([agent, policy]) => [agent, new ToolPolicy(policy)])),
      logger: silent,
    });
    return {
      countAllowed(calls) {
        let count = 0;
        for (const { tool, agent } of calls) if (engine.check(tool, agent) === 'allow') count += 1;
        return count;
      },
    };
  },
};

/** @type {Contender} */
export const provisoCheck = {
  name: 'Proviso engine.check',
  packageName,
  how: 'a policy document; a logger that does not listen to denials, as is the default',
  looksNamesUp: true,
  prepare(workload) {
    const engine = engineOf(workload);
    return {
      countAllowed(calls) {
        let count = 0;
        for (const { tool, agent } of calls) if (engine.check(tool, agent) === 'allow') count += 1;
        return count;
      },
    };
  },
};

/** @type {Contender} */
export const provisoDecide = {
  name: 'Proviso engine.decide',
  packageName,
  how: 'the same document; the full decision: code, message, rule and its position, scope, trace, digest',
  looksNamesUp: true,
  prepare(workload) {
    const engine = engineOf(workload);
    assertFullDecision(engine, workload);
    return {
      countAllowed(calls) {
        let count = 0;
        for (const call of calls) if (engine.decide(call).action === 'allow') count += 1;
        return count;
      },
    };
  },
};

/**
 * The policies of a workload as a document's value.
 * @param {Pick<Workload, 'global' | 'agents'>} workload
 */
export function documentValue({ global, agents }) {
  return { version: 1, global, agents: Object.fromEntries(agents) };
}

/** @param {Workload} workload */
function engineOf(workload) {
  const result = parsePolicyDocument(documentValue(workload), { locate: locateSomewhere });
  if (!result.ok) throw new Error(`the policy document was refused: ${result.issues[0]?.message}`);
  return createEngine(result.document, { logger: { warn() {} } });
}

/**
 * Stands in for a text's positions: what matters here is that rules carry one.
 * @param {readonly (string | number)[]} path
 */
function locateSomewhere(path) {
  const last = path.at(-1);
  return { file: 'policy.yaml', line: typeof last === 'number' ? last + 1 : 1, column: 1 };
}

/**
 * @param {import('@proviso/core').Engine} engine
 * @param {Workload} workload
 */
function assertFullDecision(engine, workload) {
  const allowed = workload.casesOf(0).find((one) => one.allowed);
  const decision = allowed && engine.decide(allowed.call);
  if (decision?.rule?.position === undefined || decision.trace.length < 5 || decision.policyDigest === '')
    throw new Error('a decision lacks its rule, position, trace or digest');
}
