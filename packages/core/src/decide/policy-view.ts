import type { CompiledPolicy } from '../compile/compiled-policy.ts';
import type { Decision, DecisionAction, DecisionScope, TraceStep } from './decision.ts';
import { decisionMessage } from './decision-message.ts';
import { type Asked, type LadderOutcome, type NamedEntries, namedEntries, walkLadder } from './ladder.ts';

/** The policies one agent is judged under, outermost first. */
export interface PolicyView {
  readonly guardrails: CompiledPolicy | undefined;
  readonly policy: CompiledPolicy;
  readonly scope: DecisionScope;
  /** INVARIANT: every decision in here is what walking the ladders would give. Emptied, never edited. */
  readonly decisions: Map<string, Decision>;
  /** The tools that some entry names with a condition: what is asked anew for each call. */
  readonly questions: Map<string, Question>;
}

/** The entries that name one tool in the guardrails and in the agent's policy. */
export interface Question {
  readonly floor: NamedEntries | undefined;
  readonly own: NamedEntries;
  /** True when the answer depends on the call's arguments. */
  readonly conditional: boolean;
}

const guardrailsScope: DecisionScope = Object.freeze({ layer: 'guardrails' });

/** Finds what has to be asked about a tool. */
export function questionOf(view: PolicyView, tool: string): Question {
  const floor = view.guardrails && namedEntries(view.guardrails, tool);
  const own = namedEntries(view.policy, tool);
  return { floor, own, conditional: own.conditional || floor?.conditional === true };
}

/** What is needed to answer, besides the question. */
export interface Answering {
  readonly tool: string;
  readonly scope: DecisionScope;
  readonly policyDigest: string;
  /** Absent where no entry has a condition. */
  readonly asked?: Asked;
}

/** Walks the guardrails' and the agent's ladder (SPEC R17, R20, R21). */
export function answer(question: Question, answering: Answering): Decision {
  const { asked, scope } = answering;
  const own = walkLadder(question.own, asked, scope);
  if (question.floor === undefined) return toDecision(answering, own, own.steps);
  const floor = walkLadder(question.floor, asked, guardrailsScope);
  return toDecision(answering, strictest(floor, [own]), Object.freeze([...floor.steps, ...own.steps]));
}

const strictness: Readonly<Record<DecisionAction, number>> = { deny: 2, ask: 1, allow: 0 };

/**
 * The answer that counts when several policies must agree (SPEC R21): the strictest; among equals the first for deny
 * and ask, and the last, which is the agent's own, for allow.
 */
export function strictest<T extends { readonly action: DecisionAction }>(first: T, others: readonly T[]): T {
  return others.reduce((best, next) => {
    if (next.action === 'allow' && best.action === 'allow') return next;
    return strictness[next.action] > strictness[best.action] ? next : best;
  }, first);
}

function toDecision(answering: Answering, deciding: LadderOutcome, trace: readonly TraceStep[]): Decision {
  const { tool, policyDigest } = answering;
  const { action, code, scope, rule } = deciding;
  const message = decisionMessage(tool, deciding);
  // Written out twice: reading an object that was spread together costs a cache miss more.
  return Object.freeze(
    rule === undefined
      ? { action, code, message, scope, trace, policyDigest }
      : { action, code, message, scope, trace, policyDigest, rule },
  );
}
