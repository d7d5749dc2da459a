/**
 * The reference evaluator: SPEC.md R2 to R22 and R40 to R46, written to be read and not to be fast. It is the
 * oracle other implementations are compared with, so it shares no code with them and imports nothing of theirs.
 * It expects a document that R12 to R23 accept, without `"**"` (R47) and the predicates that parse (R48); what it
 * answers for any other document means nothing.
 */

import { judgeCondition } from './conditions.js';

/** @typedef {'allow' | 'deny' | 'ask'} Action */
/** @typedef {'allow' | 'deny' | 'optional' | 'ask'} List */
/** @typedef {Record<string, unknown>} Fields */

/**
 * The entry that decided.
 * @typedef {object} Rule
 * @property {string} path Where the entry stands: `agents.coder.deny[2]`.
 * @property {List} list
 * @property {string} pattern The pattern that matched, as written.
 * @property {string} [group] The group the entry names, when the pattern came from one.
 */

/**
 * Whose policy answered.
 * @typedef {object} Scope
 * @property {'guardrails' | 'agent' | 'global' | 'none'} layer
 * @property {string} [agent]
 * @property {number} [caller]
 */

/**
 * One pattern of one entry, groups already replaced by their members.
 * @typedef {object} Name
 * @property {string} pattern
 * @property {string} [group]
 */

/** @typedef {{ path: string, list: List, names: Name[], rule: Fields }} Entry */
/** @typedef {{ tool: string, args?: Fields, agent?: string | null, callers?: string[] } & Fields} Call */
/** @typedef {{ call: Call, context: Fields }} Question */
/** @typedef {{ default: 'allow' | 'deny' | undefined } & Record<List, Entry[]>} Policy */
/** @typedef {{ allow?: readonly string[], deny?: readonly string[], optionalTools?: readonly string[] }} KernelPolicy */
/** @typedef {{ action: Action, code: string, rule?: Rule }} Answer */
/** @typedef {Answer & { scope: Scope }} Verdict */

/**
 * The answer of a valid document to a call (R8, R17 to R22, R40 to R46).
 * @param {unknown} documentValue
 * @param {unknown} call
 * @param {{ cwd?: string, home?: string, workspace?: string }} [environment] Where the implementation stands.
 * @returns {Verdict}
 */
export function evaluate(documentValue, call, environment = {}) {
  const document = fields(documentValue);
  if (!isCall(call)) return { action: 'deny', code: 'call_invalid', scope: { layer: 'none' } };
  if (call.args !== undefined && !(isObject(call.args) && isJson(call.args))) {
    return { action: 'deny', code: 'args_invalid', scope: { layer: 'none' } };
  }
  const question = { call, context: contextOf(call, environment) };

  /** @type {Verdict[]} */
  const verdicts = [];
  if (document.guardrails !== undefined) {
    const policy = resolve(document, document.guardrails, 'guardrails');
    verdicts.push({ ...climb(policy, question), scope: { layer: 'guardrails' } });
  }
  for (const [caller, agent] of (call.callers ?? []).entries()) {
    const verdict = judgeAgent(document, agent, question);
    verdicts.push({ ...verdict, scope: { ...verdict.scope, caller } });
  }
  verdicts.push(judgeAgent(document, call.agent ?? '', question));

  return (
    verdicts.find((verdict) => verdict.action === 'deny') ??
    verdicts.find((verdict) => verdict.action === 'ask') ??
    /** @type {Verdict} */ (verdicts.at(-1))
  );
}

/**
 * The kernel's answer (R2 to R5): plain lists, exact names, an agent's policy in place of the global one.
 * @param {{ globalPolicy?: KernelPolicy, agentPolicies?: Readonly<Record<string, KernelPolicy>> }} policies
 * @param {unknown} tool
 * @param {string | null} [agent]
 * @returns {'allow' | 'deny'}
 */
export function kernelCheck(policies, tool, agent) {
  const { globalPolicy = {}, agentPolicies = {} } = policies;
  const own = agent ? ownValue(agentPolicies, agent) : undefined;
  const { allow = [], deny = [], optionalTools = [] } = /** @type {KernelPolicy} */ (own ?? globalPolicy);
  if (typeof tool !== 'string') return 'deny';
  if (allow.length > 0 && !allow.includes(tool)) return 'deny';
  if (deny.includes(tool)) return 'deny';
  if (optionalTools.includes(tool) && !allow.includes(tool)) return 'deny';
  return 'allow';
}

/**
 * An agent's own policy, or the global one for no agent and for an agent without a policy (R21).
 * @param {Fields} document
 * @param {string} agent
 * @param {Question} question
 * @returns {Verdict}
 */
function judgeAgent(document, agent, question) {
  const own = agent === '' ? undefined : ownValue(document.agents, agent);
  if (own === undefined) {
    return { ...climb(resolve(document, document.global, 'global'), question), scope: { layer: 'global' } };
  }
  const policy = resolve(document, own, `agents${pathKey(agent)}`);
  return { ...climb(policy, question), scope: { layer: 'agent', agent } };
}

/**
 * What the call brings besides its arguments (R44); its own folders come before those of the environment.
 * @param {Call} call
 * @param {Fields} environment
 * @returns {Fields}
 */
function contextOf(call, environment) {
  const { principal, session, context, agent } = call;
  const folders = Object.entries(fields(context)).filter(
    ([key, value]) => ['cwd', 'home', 'workspace'].includes(key) && value !== null,
  );
  const own = folders.map(([key, value]) => [key, typeof value === 'string' ? value : undefined]);
  return { ...environment, ...Object.fromEntries(own), principal, session, context, agent };
}

/**
 * The ladder (R17): the allow side asks for what surely matches, every other side for what possibly does.
 * @param {Policy} policy
 * @param {Question} question
 * @returns {Answer}
 */
function climb(policy, question) {
  const allowed = firstSurely(policy.allow, question);
  const optedIn = allowed ?? firstSurely(policy.ask, question);
  if ((policy.allow.length > 0 || policy.default === 'deny') && !optedIn) {
    return { action: 'deny', code: 'not_allowed' };
  }
  const denied = firstPossibly(policy.deny, question);
  if (denied) return { action: 'deny', code: 'denied', rule: denied };

  const optional = firstPossibly(policy.optional, question);
  if (optional && !optedIn) return { action: 'deny', code: 'optional_not_allowed', rule: optional };

  const asked = firstPossibly(policy.ask, question);
  if (asked) return { action: 'ask', code: 'approval_required', rule: asked };

  if (allowed) return { action: 'allow', code: 'allowed', rule: allowed };
  return { action: 'allow', code: 'allowed_by_default' };
}

/**
 * The first entry that surely matches: its name as written, its condition surely.
 * @param {Entry[]} entries
 * @param {Question} question
 */
function firstSurely(entries, { call, context }) {
  return firstMatch(
    entries.filter(({ rule }) => judgeCondition(rule, { args: call.args, context }) === 'yes'),
    (pattern) => matches(pattern, call.tool),
  );
}

/**
 * The first entry that cannot be excluded to match.
 * @param {Entry[]} entries
 * @param {Question} question
 */
function firstPossibly(entries, { call, context }) {
  return firstMatch(
    entries.filter(({ rule }) => judgeCondition(rule, { args: call.args, context }) !== 'no'),
    (pattern) => possiblyMatches(pattern, call.tool),
  );
}

/**
 * The first entry, and its first pattern, that matches.
 * @param {Entry[]} entries
 * @param {(pattern: string) => boolean} test
 * @returns {Rule | undefined}
 */
function firstMatch(entries, test) {
  for (const { path, list, names } of entries) {
    const name = names.find(({ pattern }) => test(pattern));
    if (name) return { path, list, ...name };
  }
  return undefined;
}

/**
 * A policy with everything it inherits: inherited entries first, then its own (R19).
 * @param {Fields} document
 * @param {unknown} value
 * @param {string} path
 * @returns {Policy}
 */
function resolve(document, value, path) {
  const own = fields(value);
  const parents = items(own.extends).map((name) =>
    name === 'global'
      ? resolve(document, document.global, 'global')
      : resolve(document, ownValue(document.policies, String(name)), `policies${pathKey(String(name))}`),
  );
  /** @param {List} list */
  const entriesOf = (list) => [
    ...parents.flatMap((parent) => parent[list]),
    ...items(own[list]).map((entry, index) =>
      readEntry(document, entry, { list, path: `${path}.${list}[${index}]` }),
    ),
  ];
  const inherited = parents.map((parent) => parent.default);
  const strictest = inherited.includes('deny') ? 'deny' : inherited.find((word) => word !== undefined);
  return {
    default: own.default === 'allow' || own.default === 'deny' ? own.default : strictest,
    allow: entriesOf('allow'),
    deny: entriesOf('deny'),
    optional: entriesOf('optional'),
    ask: entriesOf('ask'),
  };
}

/**
 * An entry with its patterns in the order written (R14): a name, a `@group`, or a rule with one or several; the
 * condition of a rule stays in it.
 * @param {Fields} document
 * @param {unknown} value
 * @param {{ path: string, list: List }} place
 * @returns {Entry}
 */
function readEntry(document, value, place) {
  const tool = isObject(value) ? value.tool : value;
  const words = Array.isArray(tool) ? tool : [tool];
  return { ...place, rule: fields(value), names: words.flatMap((word) => expand(document, word, undefined)) };
}

/**
 * A pattern as it is, a `@group` as its members, depth first (R18).
 * @param {Fields} document
 * @param {string} word
 * @param {string | undefined} group The group the entry names, once inside one.
 * @returns {Name[]}
 */
function expand(document, word, group) {
  if (!word.startsWith('@')) return [group === undefined ? { pattern: word } : { pattern: word, group }];
  const name = word.slice(1);
  return items(ownValue(document.groups, name)).flatMap((member) =>
    expand(document, String(member), group ?? name),
  );
}

/**
 * Whether the name matches the pattern as both are written, code unit by code unit; `*` is any run (R15).
 * @param {string} pattern
 * @param {string} name
 */
function matches(pattern, name) {
  // reached[n]: the part of the pattern read so far can stand for the first n code units of the name.
  let reached = Array.from({ length: name.length + 1 }, (_, length) => length === 0);
  for (const unit of pattern.split('')) {
    const first = reached.indexOf(true);
    if (first < 0) return false;
    const before = reached;
    reached = before.map((_, length) =>
      unit === '*' ? length >= first : length > 0 && before[length - 1] === true && name[length - 1] === unit,
    );
  }
  return reached[name.length] === true;
}

/**
 * Whether the name matches as it is, or after folding both (R16).
 * @param {string} pattern
 * @param {string} name
 */
function possiblyMatches(pattern, name) {
  return /\p{M}{31}/u.test(name) || matches(pattern, name) || matches(fold(pattern), fold(name));
}

/**
 * What a name looks like to somebody who does not look closely (R16).
 * @param {string} name
 */
function fold(name) {
  const plain = name.normalize('NFKC').toLowerCase().normalize('NFKC');
  return plain.replace(/[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu, '').trim();
}

/**
 * @param {unknown} value
 * @returns {value is Call}
 */
function isCall(value) {
  if (!isObject(value) || typeof value.tool !== 'string') return false;
  const { agent, callers } = value;
  if (agent !== undefined && agent !== null && typeof agent !== 'string') return false;
  return (
    callers === undefined || (Array.isArray(callers) && callers.every((name) => typeof name === 'string'))
  );
}

/**
 * @param {unknown} value
 * @returns {boolean}
 */
function isJson(value) {
  if (typeof value === 'number') return Number.isFinite(value);
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return true;
  if (Array.isArray(value)) return value.every(isJson);
  return isObject(value) && Object.values(value).every(isJson);
}

/**
 * @param {unknown} value
 * @returns {value is Fields}
 */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * @param {unknown} value
 * @returns {Fields}
 */
function fields(value) {
  return isObject(value) ? value : {};
}

/**
 * @param {unknown} value
 * @returns {unknown[]}
 */
function items(value) {
  return Array.isArray(value) ? value : [];
}

/**
 * The value under a name, never one that every object inherits (R5).
 * @param {unknown} record
 * @param {string} name
 * @returns {unknown}
 */
function ownValue(record, name) {
  return isObject(record) && Object.hasOwn(record, name) ? record[name] : undefined;
}

/**
 * A key as a path shows it (R10): `.coder`, or `["two words"]` when it is no plain word.
 * @param {string} key
 */
function pathKey(key) {
  return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
