import { createMongoAbility } from '@casl/ability';

/** @typedef {import('./contender.js').Contender} Contender */
/** @typedef {import('../workloads.js').Policy} Policy */
/** @typedef {import('@casl/ability').RawRuleOf<import('@casl/ability').MongoAbility>} Rule */

const packageName = '@casl/ability';
const subject = 'Tool';
const hasWildcard = (/** @type {string} */ name) => name.includes('*');

/**
 * One ability for each agent, as its guide has one for each user. Actions have no wildcards in casl, fields have: a
 * name is an action, found by a look-up; all patterns of a list are the fields of one rule for any action (`manage`),
 * which casl makes into one regular expression. Of the ways to say it this was the fastest.
 * @type {Contender}
 */
export const casl = {
  name: '@casl/ability',
  packageName,
  how: 'an ability for each agent; names as actions, all patterns of a list as the fields of one rule',
  looksNamesUp: true,
  prepare(workload) {
    const abilityOf = mapValues(workload.agents, (policy) => createMongoAbility(indexedRules(policy)));
    const globalAbility = createMongoAbility(indexedRules(workload.global));
    return {
      countAllowed(calls) {
        let count = 0;
        for (const { tool, agent } of calls) {
          if ((abilityOf.get(agent) ?? globalAbility).can(tool, subject, tool)) count += 1;
        }
        return count;
      },
    };
  },
};

/**
 * The way its guide writes rules: each entry is a rule and can have a reason of its own.
 * @type {Contender}
 */
export const caslRuleForEach = {
  name: '@casl/ability, a rule for each entry',
  packageName,
  how: 'an ability for each agent; one action, every entry a rule with the name or pattern as its field',
  prepare(workload) {
    if (!workload.hasPatterns) return { cannot: 'without patterns the row above is the natural way' };
    const abilityOf = mapValues(workload.agents, (policy) => createMongoAbility(entryRules(policy)));
    const globalAbility = createMongoAbility(entryRules(workload.global));
    return {
      countAllowed(calls) {
        let count = 0;
        for (const { tool, agent } of calls) {
          if ((abilityOf.get(agent) ?? globalAbility).can('call', subject, tool)) count += 1;
        }
        return count;
      },
    };
  },
};

// In casl a later rule wins over an earlier one, so what denies comes last.
/**
 * @param {Policy} policy
 * @returns {Rule[]}
 */
function indexedRules({ allow, deny }) {
  return [...rulesOf(allow, false), ...rulesOf(deny, true)];
}

/**
 * @param {readonly string[]} entries
 * @param {boolean} inverted
 * @returns {Rule[]}
 */
function rulesOf(entries, inverted) {
  const patterns = entries.filter(hasWildcard);
  const names = entries.filter((entry) => !hasWildcard(entry));
  return [
    ...(patterns.length > 0 ? [{ action: 'manage', subject, fields: patterns, inverted }] : []),
    ...names.map((action) => ({ action, subject, inverted })),
  ];
}

/**
 * @param {Policy} policy
 * @returns {Rule[]}
 */
function entryRules({ allow, deny }) {
  return [
    ...allow.map((fields) => ({ action: 'call', subject, fields })),
    ...deny.map((fields) => ({ action: 'call', subject, fields, inverted: true })),
  ];
}

/**
 * @template V, W
 * @param {ReadonlyMap<string, V>} map
 * @param {(value: V) => W} change
 * @returns {Map<string, W>}
 */
function mapValues(map, change) {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}
