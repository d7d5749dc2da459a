import { type DecisionScope, type LadderStep, quoteName, type ToolCall, type TraceStep } from '@proviso/core';
import { paintAction, patternOf, placeOf } from '../check/format-decision.ts';
import type { Paint } from '../terminal/paint.ts';
import type { Explanation } from './explanation.ts';

const allSteps: readonly LadderStep[] = ['gate', 'deny', 'optional', 'ask', 'otherwise'];

/** One block of lines for each policy that was consulted, each of its steps on a line, in the order of the walk. */
export function formatLadders({ asked, decision }: Explanation, paint: Paint): string[][] {
  return ladders(decision.trace).map((steps) => {
    const reached = steps.map((step) => formatStep(step, paint));
    const missed = allSteps.slice(steps.length);
    const rest = missed.length === 0 ? [] : [paint('dim', `  ${missed.join(', ')}: not reached`)];
    return [paint('bold', titleOf(steps[0]?.scope, asked)), ...reached, ...rest];
  });
}

function ladders(trace: readonly TraceStep[]): TraceStep[][] {
  const found: TraceStep[][] = [];
  // The gate is the first step of every ladder.
  for (const step of trace) {
    if (step.step === 'gate') found.push([step]);
    else found.at(-1)?.push(step);
  }
  return found;
}

function titleOf(scope: DecisionScope | undefined, { callers = [] }: ToolCall): string {
  if (scope === undefined || scope.layer === 'guardrails') return 'Guardrails';
  const policy = scope.agent === undefined ? 'Global policy' : `Policy of agent ${quoteName(scope.agent)}`;
  if (scope.caller === undefined) return policy;
  return `${policy} (for caller ${quoteName(callers[scope.caller] ?? '')})`;
}

function formatStep(step: TraceStep, paint: Paint): string {
  const { outcome } = step;
  const word = outcome === 'pass' ? paint('dim', 'pass') : paintAction(outcome, paint);
  const why = meaning(step);
  const place = step.rule === undefined ? '' : ` ${paint('cyan', placeOf(step.rule))}`;
  return `  ${step.step.padEnd(10)} ${word}${' '.repeat(6 - outcome.length)} ${outcome === 'pass' ? paint('dim', why) : why}${place}`;
}

function meaning({ step, outcome, rule }: TraceStep): string {
  const pattern = rule === undefined ? '' : patternOf(rule);
  switch (step) {
    case 'gate':
      if (outcome === 'deny') return 'no entry lets it in';
      return rule === undefined ? 'nothing has to let it in' : `let in: ${pattern}`;
    case 'optional':
      if (rule === undefined) return 'it is not optional';
      return outcome === 'deny'
        ? `not allowed by name, but optional: ${pattern}`
        : `let in, so it may be optional: ${pattern}`;
    case 'otherwise':
      return rule === undefined ? 'nothing forbids it' : `allowed: ${pattern}`;
    default:
      return rule === undefined ? 'no entry matches' : `matches: ${pattern}`;
  }
}
