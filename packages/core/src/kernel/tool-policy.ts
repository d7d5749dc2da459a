import { assertInit } from './assert-init.ts';
import { PolicyAction } from './policy-action.ts';

/** The names a {@link ToolPolicy} starts with; each list is any iterable of strings. */
export interface ToolPolicyInit {
  readonly allow?: Iterable<string> | undefined;
  readonly deny?: Iterable<string> | undefined;
  readonly optionalTools?: Iterable<string> | undefined;
}

/**
 * One allow/deny policy over tool names (SPEC R1 to R3). The sets are live: a change takes effect at the next check.
 *
 * @example
 * ```ts
 * const policy = new ToolPolicy({ allow: ['read_file', 'execute_shell'], deny: ['execute_shell'] });
 * policy.evaluate('read_file'); // 'allow'
 * policy.evaluate('execute_shell'); // 'deny'
 * ```
 */
export class ToolPolicy {
  /** When non-empty, only these names may pass. */
  readonly allow: Set<string>;
  /** These names never pass. */
  readonly deny: Set<string>;
  /** These names pass only when `allow` names them. */
  readonly optionalTools: Set<string>;

  /** @throws TypeError for a key that is none of these, and when a list is a string or holds anything but strings. */
  constructor(init: ToolPolicyInit = {}) {
    assertInit(init, ['allow', 'deny', 'optionalTools']);
    this.allow = namesOf(init.allow, 'allow');
    this.deny = namesOf(init.deny, 'deny');
    this.optionalTools = namesOf(init.optionalTools, 'optionalTools');
  }

  /** Answers for one name by the ladder of SPEC R2. A name that is not a string is denied (SPEC R5). */
  evaluate(toolName: string): PolicyAction {
    if (typeof toolName !== 'string') return PolicyAction.DENY;
    const listed = this.allow.has(toolName);
    if (!listed && this.allow.size > 0) return PolicyAction.DENY;
    if (this.deny.has(toolName)) return PolicyAction.DENY;
    if (!listed && this.optionalTools.has(toolName)) return PolicyAction.DENY;
    return PolicyAction.ALLOW;
  }
}

function namesOf(names: Iterable<string> | undefined, list: string): Set<string> {
  if (names === undefined) return new Set();
  // SECURITY: a string is an iterable of its characters; `allow: 'bash'` would allow `b`, `a`, `s` and `h`.
  if (typeof names === 'string')
    throw new TypeError(`\`${list}\` takes a list of tool names, not one string`);
  const set = new Set<string>();
  for (const name of names) {
    if (typeof name !== 'string') throw new TypeError(`\`${list}\` takes tool names that are strings`);
    set.add(name);
  }
  return set;
}
