import { assertInit } from './assert-init.ts';
import { consoleLogger, informSafely, type Logger, warnSafely } from './logger.ts';
import { PolicyAction } from './policy-action.ts';
import { type PolicyListener, PolicyListeners } from './policy-listeners.ts';
import { ToolPolicy } from './tool-policy.ts';
import { ToolPolicyViolation, violationMessage } from './tool-policy-violation.ts';

/** What a {@link PolicyEngine} starts with. */
export interface PolicyEngineInit {
  /** For calls without an agent, and agents without a policy. Default: an empty policy, which allows every name. */
  readonly globalPolicy?: ToolPolicy | undefined;
  /** Replaces the global policy for the agents it names (SPEC R4). */
  readonly agentPolicies?: ReadonlyMap<string, ToolPolicy> | Readonly<Record<string, ToolPolicy>> | undefined;
  /** Default: warnings on the console. */
  readonly logger?: Logger | undefined;
}

/**
 * Resolves an agent's policy, answers by name, and tells listeners (SPEC R4 to R7).
 *
 * @example
 * ```ts
 * const engine = new PolicyEngine({ agentPolicies: { coder: new ToolPolicy({ deny: ['execute_shell'] }) } });
 * engine.enforce('execute_shell', 'coder'); // throws: Tool 'execute_shell' is denied by policy for agent 'coder'
 * ```
 */
export class PolicyEngine {
  #globalPolicy: ToolPolicy;
  readonly #agentPolicies: Map<string, ToolPolicy>;
  readonly #listeners: PolicyListeners;
  readonly #logger: Logger;
  readonly #logsDenials: boolean;

  /** @throws TypeError for an unknown option, and when a policy is not a `ToolPolicy`. */
  constructor(init: PolicyEngineInit = {}) {
    assertInit(init, ['globalPolicy', 'agentPolicies', 'logger']);
    const { globalPolicy = new ToolPolicy(), agentPolicies = {}, logger = consoleLogger } = init;
    this.#globalPolicy = assertPolicy(globalPolicy);
    this.#agentPolicies = new Map();
    for (const [agentId, policy] of entriesOf(agentPolicies))
      this.#agentPolicies.set(agentId, assertPolicy(policy));
    this.#logger = logger;
    this.#logsDenials = logger.info !== undefined;
    this.#listeners = new PolicyListeners(logger);
  }

  /** Answers for a name, tells every listener, and logs a denial at info. Never throws (SPEC R6). */
  check(toolName: string, agentId?: string): PolicyAction {
    const action = this.#answer(toolName, agentId);
    this.#listeners.notify(toolName, agentId, action);
    if (action !== PolicyAction.ALLOW && this.#logsDenials) {
      informSafely(this.#logger, violationMessage(toolName, agentId), { toolName, agentId });
    }
    return action;
  }

  /** @throws ToolPolicyViolation on anything but allow (SPEC R7). */
  enforce(toolName: string, agentId?: string): void {
    if (this.check(toolName, agentId) !== PolicyAction.ALLOW)
      throw new ToolPolicyViolation(toolName, agentId);
  }

  /** Returns a function that removes the listener (SPEC R6). */
  addListener(listener: PolicyListener): () => void {
    return this.#listeners.add(listener);
  }

  setGlobalPolicy(policy: ToolPolicy): void {
    this.#globalPolicy = assertPolicy(policy);
  }

  setAgentPolicy(agentId: string, policy: ToolPolicy): void {
    this.#agentPolicies.set(agentId, assertPolicy(policy));
  }

  /** The agent is judged under the global policy again; without a policy of its own this does nothing. */
  removeAgentPolicy(agentId: string): void {
    this.#agentPolicies.delete(agentId);
  }

  #answer(toolName: string, agentId: string | undefined): PolicyAction {
    try {
      const policy = this.#resolve(agentId);
      return policy?.evaluate(toolName) === PolicyAction.ALLOW ? PolicyAction.ALLOW : PolicyAction.DENY;
    } catch (cause) {
      // SECURITY: a policy that cannot answer denies.
      warnSafely(this.#logger, 'a policy failed to answer, which denies', { cause });
      return PolicyAction.DENY;
    }
  }

  #resolve(agentId: string | undefined): ToolPolicy | undefined {
    if (agentId === undefined || agentId === '' || agentId === null) return this.#globalPolicy;
    // SECURITY: an id of another type would miss its own policy and fall through to the global one.
    if (typeof agentId !== 'string') return undefined;
    return this.#agentPolicies.get(agentId) ?? this.#globalPolicy;
  }
}

// SECURITY: by shape, not by class: a map from another realm read as a record would hold no policies at all.
function entriesOf(policies: NonNullable<PolicyEngineInit['agentPolicies']>): Iterable<[string, ToolPolicy]> {
  return Symbol.iterator in policies
    ? (policies as ReadonlyMap<string, ToolPolicy>)
    : Object.entries(policies);
}

function assertPolicy(policy: ToolPolicy): ToolPolicy {
  if (typeof policy?.evaluate !== 'function') throw new TypeError('a policy is a `ToolPolicy`');
  return policy;
}
