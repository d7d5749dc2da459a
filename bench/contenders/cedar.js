import { setFlagsFromString } from 'node:v8';
import cedar from '@cedar-policy/cedar-wasm/nodejs';

/** @typedef {import('./contender.js').Contender} Contender */
/** @typedef {import('../workloads.js').Policy} Policy */

// Node 20's V8 can end the process when a WebAssembly memory grows inside a call that was compiled into its caller. A
// call into cedar takes tens of microseconds at the least, so not compiling it in does not show.
if (process.versions.node.startsWith('20.')) setFlagsFromString('--no-turbo-inline-js-wasm-calls');

/** Alternatives in one condition; more of them come near the parser's limit on nesting. */
const patternsPerPolicy = 50;

/**
 * Names as one set for each list, patterns as `like` conditions, fifty to a policy: of the ways to say it this was the
 * fastest. Policy sets are parsed once and asked by id.
 * @type {Contender}
 */
export const cedarWasm = {
  name: '@cedar-policy/cedar-wasm',
  packageName: '@cedar-policy/cedar-wasm',
  how: 'a preparsed policy set for each agent, `statefulIsAuthorized`; names in one set, patterns by `like`',
  prepare(workload) {
    const globalId = `${workload.id}/global`;
    parse(globalId, workload.global);
    /** @type {Map<string, string>} */
    const policySetOf = new Map();
    for (const [agent, policy] of workload.agents) {
      policySetOf.set(agent, `${workload.id}/agent/${agent}`);
      parse(`${workload.id}/agent/${agent}`, policy);
    }
    return {
      countAllowed(calls) {
        let count = 0;
        for (const { tool, agent } of calls) {
          const answer = cedar.statefulIsAuthorized({
            principal: { type: 'Agent', id: agent },
            action: { type: 'Action', id: 'call' },
            resource: { type: 'Tool', id: tool },
            context: { tool },
            preparsedPolicySetId: policySetOf.get(agent) ?? globalId,
            entities: [],
          });
          if (answer.type === 'success' && answer.response.decision === 'allow') count += 1;
        }
        return count;
      },
    };
  },
};

/**
 * @param {string} id
 * @param {Policy} policy
 */
function parse(id, { allow, deny }) {
  const staticPolicies = [...policiesOf('permit', allow), ...policiesOf('forbid', deny)].join('\n');
  const answer = cedar.preparsePolicySet(id, { staticPolicies });
  if (answer.type !== 'success') throw new Error(`cedar refused its policies: ${answer.errors[0]?.message}`);
}

/**
 * @param {'permit' | 'forbid'} effect
 * @param {readonly string[]} entries
 */
function policiesOf(effect, entries) {
  const names = entries.filter((entry) => !entry.includes('*'));
  const patterns = entries.filter((entry) => entry.includes('*'));
  const conditions = names.length > 0 ? [`[${names.map(quote).join(', ')}].contains(context.tool)`] : [];
  for (let start = 0; start < patterns.length; start += patternsPerPolicy) {
    const some = patterns.slice(start, start + patternsPerPolicy);
    conditions.push(some.map((pattern) => `context.tool like ${quote(pattern)}`).join(' || '));
  }
  return conditions.map((condition) => `${effect}(principal, action, resource) when { ${condition} };`);
}

/** @param {string} text */
function quote(text) {
  return JSON.stringify(text);
}
