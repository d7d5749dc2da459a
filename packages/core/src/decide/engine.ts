import { type CompiledPolicy, compilePolicy, sizeOf } from '../compile/compiled-policy.ts';
import { isPolicyDocument } from '../document/parse-policy-document.ts';
import type { PolicyDocument } from '../document/policy-document.ts';
import { consoleLogger, informSafely, type Logger } from '../kernel/logger.ts';
import { PolicyAction } from '../kernel/policy-action.ts';
import { type PolicyListener, PolicyListeners } from '../kernel/policy-listeners.ts';
import { ToolPolicyViolation, violationMessage } from '../kernel/tool-policy-violation.ts';
import { type ChainAnswer, decideChain } from './decide-chain.ts';
import type { Decision, DecisionScope } from './decision.ts';
import type { DecisionPoint } from './decision-point.ts';
import { decideByName, type PolicyView } from './policy-view.ts';
import { refusal } from './refusal.ts';
import { takeToolCall } from './take-tool-call.ts';
import type { ToolCall } from './tool-call.ts';

/** A document in force. */
export interface Engine extends DecisionPoint {
  /** The digest of the document this engine was made from (SPEC R25). */
  readonly policyDigest: string;
  /** Answers for a name whose arguments are unknown; `ask` counts as deny. Tells listeners, logs denials (SPEC R11). */
  check(toolName: string, agentId?: string): PolicyAction;
  /** @throws ToolPolicyViolation on anything but allow. */
  enforce(toolName: string, agentId?: string): void;
  /** Hears every answer of `check` and `enforce`; returns a remover. `decide` is pure and tells nobody. */
  addListener(listener: PolicyListener): () => void;
}

/** How an engine reports. */
export interface EngineOptions {
  /** Default: warnings on the console. */
  readonly logger?: Logger;
}

/**
 * How many decisions are remembered beyond the names that policies spell out, across all agents, before all are
 * forgotten: names come from outside, and there may be any number of them.
 */
const namesFromOutside = 50_000;
/** Longer names are worked out anew each time. */
const longestRemembered = 256;

/**
 * Makes a document answer calls. Work is done once for each agent and tool name; after that a decision is two map
 * look-ups, whatever the number of entries and agents.
 *
 * @throws TypeError when the document did not come from `parsePolicyDocument`
 */
export function createEngine(document: PolicyDocument, options: EngineOptions = {}): Engine {
  if (!isPolicyDocument(document))
    throw new TypeError('`createEngine` takes a document of `parsePolicyDocument`');
  return new DocumentEngine(document, options.logger ?? consoleLogger);
}

class DocumentEngine implements Engine {
  readonly policyDigest: string;
  readonly #document: PolicyDocument;
  readonly #logger: Logger;
  readonly #logsDenials: boolean;
  readonly #listeners: PolicyListeners;
  readonly #views = new Map<string, PolicyView>();
  readonly #globalView: PolicyView;
  readonly #guardrails: CompiledPolicy | undefined;
  #remembered = 0;
  #capacity = namesFromOutside;

  constructor(document: PolicyDocument, logger: Logger) {
    this.policyDigest = document.digest;
    this.#document = document;
    this.#logger = logger;
    this.#logsDenials = logger.info !== undefined;
    this.#listeners = new PolicyListeners(logger);
    this.#guardrails = document.guardrails && compilePolicy(document.guardrails, document);
    this.#globalView = this.#createView(compilePolicy(document.global, document), { layer: 'global' });
  }

  decide(call: ToolCall): Decision {
    try {
      const tool = typeof call === 'object' ? call?.tool : undefined;
      if (typeof tool === 'string' && call.args === undefined && call.callers === undefined) {
        const known = this.#viewOf(call.agent)?.decisions.get(tool);
        if (known !== undefined) return known;
      }
      return this.#decide(call);
    } catch {
      // SECURITY: whatever went wrong, nothing was allowed. The fault's text may hold arguments, so it is not repeated.
      return refusal('engine_fault', 'a fault while deciding, which denies', this.policyDigest);
    }
  }

  check(toolName: string, agentId?: string): PolicyAction {
    const { action, message } = this.decide({ tool: toolName, agent: agentId });
    const answer = action === 'allow' ? PolicyAction.ALLOW : PolicyAction.DENY;
    this.#listeners.notify(toolName, agentId, answer);
    if (answer !== PolicyAction.ALLOW && this.#logsDenials) {
      informSafely(this.#logger, violationMessage(toolName, agentId), { toolName, agentId, why: message });
    }
    return answer;
  }

  enforce(toolName: string, agentId?: string): void {
    if (this.check(toolName, agentId) !== PolicyAction.ALLOW)
      throw new ToolPolicyViolation(toolName, agentId);
  }

  addListener(listener: PolicyListener): () => void {
    return this.#listeners.add(listener);
  }

  #decide(untaken: ToolCall): Decision {
    const taken = takeToolCall(untaken);
    if (!taken.ok) return refusal(taken.code, taken.message, this.policyDigest);
    const { tool, agent, callers } = taken.call;
    const own = this.#decideFor(tool, agent);
    if (callers.length === 0) return own;
    const chain = callers.map(
      (name, caller): ChainAnswer => ({ decision: this.#decideFor(tool, name), caller, name }),
    );
    return decideChain(chain, { decision: own, caller: undefined, name: agent ?? '' });
  }

  #decideFor(tool: string, agent: string | undefined): Decision {
    const view = this.#viewOf(agent) ?? this.#openView(agent as string);
    const known = view.decisions.get(tool);
    if (known !== undefined) return known;
    const decision = decideByName(view, tool, this.policyDigest);
    if (tool.length <= longestRemembered) this.#remember(view, tool, decision);
    return decision;
  }

  #remember(view: PolicyView, tool: string, decision: Decision): void {
    if (this.#remembered >= this.#capacity) {
      this.#globalView.decisions.clear();
      for (const other of this.#views.values()) other.decisions.clear();
      this.#remembered = 0;
    }
    view.decisions.set(tool, decision);
    this.#remembered += 1;
  }

  /** The view of an agent, or `undefined` when the agent has a policy that was not needed before. */
  #viewOf(agent: string | null | undefined): PolicyView | undefined {
    if (agent === undefined || agent === null || agent === '') return this.#globalView;
    const view = this.#views.get(agent);
    if (view !== undefined) return view;
    return typeof agent === 'string' && !this.#document.agents.has(agent) ? this.#globalView : undefined;
  }

  #openView(agent: string): PolicyView {
    const policy = this.#document.agents.get(agent);
    if (policy === undefined) throw new Error('an agent without a policy has no view of its own');
    const view = this.#createView(compilePolicy(policy, this.#document), { layer: 'agent', agent });
    this.#views.set(agent, view);
    return view;
  }

  #createView(policy: CompiledPolicy, scope: DecisionScope): PolicyView {
    this.#capacity += sizeOf(policy);
    return { guardrails: this.#guardrails, policy, scope: Object.freeze(scope), decisions: new Map() };
  }
}
