import { quoteName } from '../json/quote-name.ts';
import type { Decision, DecisionScope, TraceStep } from './decision.ts';
import { strictest } from './policy-view.ts';

/** What the policies of one member of the chain answered. */
export interface ChainAnswer {
  readonly decision: Decision;
  /** The caller's index in `callers`; the calling agent itself has none. */
  readonly caller: number | undefined;
  readonly name: string;
}

/** Joins the answers for every caller and for the agent: the call must pass for each of them (SPEC R22). */
export function decideChain(callers: readonly ChainAnswer[], own: ChainAnswer): Decision {
  const [first, ...others] = [...callers, own].map(
    ({ decision, ...member }): Decided => ({ ...decision, ...member }),
  );
  const { caller, name, ...decision } = strictest(first as Decided, others);
  const byCaller = caller !== undefined && decision.scope.layer !== 'guardrails';
  return Object.freeze({
    ...decision,
    message: byCaller ? `${decision.message} (judged for caller ${quoteName(name)})` : decision.message,
    scope: scopeOf(decision.scope, caller),
    trace: joinTraces([...callers, own]),
  });
}

type Decided = Decision & Omit<ChainAnswer, 'decision'>;

// The guardrails are the same for all; they are told once, in front.
function joinTraces(answers: readonly ChainAnswer[]): readonly TraceStep[] {
  const steps = answers.flatMap(({ decision, caller }, index) =>
    decision.trace
      .filter((step) => index === 0 || step.scope.layer !== 'guardrails')
      .map((step) => Object.freeze({ ...step, scope: scopeOf(step.scope, caller) })),
  );
  return Object.freeze(steps);
}

function scopeOf(scope: DecisionScope, caller: number | undefined): DecisionScope {
  return caller === undefined || scope.layer === 'guardrails' ? scope : Object.freeze({ ...scope, caller });
}
