import { type CompiledPolicy, compilePolicy, sizeOf } from '../compile/compiled-policy.ts';
import type { PathEnvironment } from '../document/condition.ts';
import type { PolicyDocument } from '../document/policy-document.ts';
import { isPolicyDocument } from '../document/read-policy-document.ts';
import { consoleLogger, informSafely, type Logger } from '../kernel/logger.ts';
import { PolicyAction } from '../kernel/policy-action.ts';
import { type PolicyListener, PolicyListeners } from '../kernel/policy-listeners.ts';
import { ToolPolicyViolation, violationMessage } from '../kernel/tool-policy-violation.ts';
import { createContext } from './create-context.ts';
import { type ChainAnswer, decideChain } from './decide-chain.ts';
import type { Decision, DecisionScope } from './decision.ts';
import type { DecisionPoint } from './decision-point.ts';
import { answer, type PolicyView, type Question, questionOf } from './policy-view.ts';
import { refusal } from './refusal.ts';
import { type TakenCall, takeToolCall } from './take-tool-call.ts';
import type { ToolCall } from './tool-call.ts';
import { couldPass, type Visibility } from './visibility.ts';

/** A document in force. */
export interface Engine extends DecisionPoint {
  /** The digest of the document this engine was made from (SPEC R25). */
  readonly policyDigest: string;
  decideVisibility(call: Pick<ToolCall, 'tool' | 'agent' | 'callers'>): Visibility;
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
  /** Where relative paths begin and how links are followed; a call's own `context` comes first. */
  readonly environment?: PathEnvironment;
}

/**
 * How many decisions are remembered beyond the names that policies spell out, across all agents, before all are
 * forgotten: names come from outside, and there may be any number of them.
 */
const namesFromOutside = 50_000;
const shown: Visibility = Object.freeze({ visible: true });
const hidden: Visibility = Object.freeze({ visible: false });
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
  return new DocumentEngine(document, options);
}

class DocumentEngine implements Engine {
  readonly policyDigest: string;
  readonly #document: PolicyDocument;
  readonly #logger: Logger;
  readonly #environment: PathEnvironment;
  readonly #logsDenials: boolean;
  readonly #listeners: PolicyListeners;
  readonly #views = new Map<string, PolicyView>();
  readonly #globalView: PolicyView;
  readonly #guardrails: CompiledPolicy | undefined;
  #remembered = 0;
  #capacity = namesFromOutside;

  constructor(document: PolicyDocument, { logger = consoleLogger, environment = {} }: EngineOptions) {
    this.policyDigest = document.digest;
    this.#document = document;
    this.#logger = logger;
    this.#environment = Object.freeze({ ...environment });
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

  decideVisibility(call: Pick<ToolCall, 'tool' | 'agent' | 'callers'>): Visibility {
    try {
      const taken = takeToolCall(call);
      if (!taken.ok) return hidden;
      const { tool, agent, callers } = taken.call;
      return [...callers, agent].every((one) => this.#couldPass(one, tool)) ? shown : hidden;
    } catch {
      return hidden;
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
    const { call } = taken;
    const own = this.#decideFor(call.agent, call);
    if (call.callers.length === 0) return own;
    const chain = call.callers.map(
      (name, caller): ChainAnswer => ({ decision: this.#decideFor(name, call), caller, name }),
    );
    return decideChain(chain, { decision: own, caller: undefined, name: call.agent ?? '' });
  }

  #couldPass(agent: string | undefined, tool: string): boolean {
    const view = this.#viewOf(agent) ?? this.#openView(agent as string);
    return couldPass(view.questions.get(tool) ?? questionOf(view, tool));
  }

  #decideFor(agent: string | undefined, call: TakenCall): Decision {
    const { tool, args } = call;
    const view = this.#viewOf(agent) ?? this.#openView(agent as string);
    const known = view.decisions.get(tool);
    if (known !== undefined) return known;
    const question = view.questions.get(tool) ?? questionOf(view, tool);
    const answering = { tool, scope: view.scope, policyDigest: this.policyDigest };
    if (question.conditional) {
      if (tool.length <= longestRemembered) this.#remember(view, tool, { question });
      return answer(question, {
        ...answering,
        asked: { args, context: createContext(call, this.#environment) },
      });
    }
    const decision = answer(question, answering);
    if (tool.length <= longestRemembered) this.#remember(view, tool, { decision });
    return decision;
  }

  #remember(view: PolicyView, tool: string, known: { decision: Decision } | { question: Question }): void {
    if (this.#remembered >= this.#capacity) {
      for (const other of [this.#globalView, ...this.#views.values()]) {
        other.decisions.clear();
        other.questions.clear();
      }
      this.#remembered = 0;
    }
    if ('decision' in known) view.decisions.set(tool, known.decision);
    else if (view.questions.has(tool)) return;
    else view.questions.set(tool, known.question);
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
    return {
      guardrails: this.#guardrails,
      policy,
      scope: Object.freeze(scope),
      decisions: new Map(),
      questions: new Map(),
    };
  }
}
