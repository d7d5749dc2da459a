import type { CompiledPolicy } from '../compile/compiled-policy.ts';
import type { Decision, DecisionAction, DecisionScope, TraceStep } from './decision.ts';
import { decisionMessage } from './decision-message.ts';
import { type LadderOutcome, walkLadder } from './ladder.ts';

/** The policies one agent is judged under, outermost first. */
export interface PolicyView {
  readonly guardrails: CompiledPolicy | undefined;
  readonly policy: CompiledPolicy;
  readonly scope: DecisionScope;
  /** INVARIANT: every decision in here is what walking the ladders would give. Emptied, never edited. */
  readonly decisions: Map<string, Decision>;
}

const guardrailsScope: DecisionScope = Object.freeze({ layer: 'guardrails' });

/** Walks the guardrails' and the agent's ladder for one tool name (SPEC R17, R20, R21). */
export function decideByName(view: PolicyView, tool: string, policyDigest: string): Decision {
  const own = walkLadder(view.policy, tool, view.scope);
  if (view.guardrails === undefined)
    return toDecision(tool, { deciding: own, trace: own.steps, policyDigest });
  const floor = walkLadder(view.guardrails, tool, guardrailsScope);
  const trace = Object.freeze([...floor.steps, ...own.steps]);
  return toDecision(tool, { deciding: strictest(floor, [own]), trace, policyDigest });
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

function toDecision(
  tool: string,
  found: {
    readonly deciding: LadderOutcome;
    readonly trace: readonly TraceStep[];
    readonly policyDigest: string;
  },
): Decision {
  const { action, code, scope, rule } = found.deciding;
  const { trace, policyDigest } = found;
  const message = decisionMessage(tool, found.deciding);
  // Written out twice: reading an object that was spread together costs a cache miss more.
  return Object.freeze(
    rule === undefined
      ? { action, code, message, scope, trace, policyDigest }
      : { action, code, message, scope, trace, policyDigest, rule },
  );
}
