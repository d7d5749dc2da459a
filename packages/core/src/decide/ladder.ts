import type { CompiledPolicy } from '../compile/compiled-policy.ts';
import type { NameTarget } from '../compile/name-target.ts';
import type { EvaluationContext } from '../document/condition.ts';
import type { JsonObject } from '../json/json-value.ts';
import type {
  DecisionAction,
  DecisionCode,
  DecisionScope,
  LadderStep,
  RuleReference,
  TraceStep,
} from './decision.ts';

/** Where one policy's ladder ended. */
export interface LadderOutcome {
  readonly action: DecisionAction;
  readonly code: DecisionCode;
  readonly scope: DecisionScope;
  readonly rule: RuleReference | undefined;
  /** True when the policy has an allow list, for the message of a gate. */
  readonly hasAllowList: boolean;
  readonly steps: readonly TraceStep[];
}

/** The entries of one policy that name one tool, list by list; worked out once for each tool. */
export interface NamedEntries {
  readonly policy: CompiledPolicy;
  readonly allow: readonly NameTarget[];
  readonly admitAfterAsking: readonly NameTarget[];
  readonly deny: readonly NameTarget[];
  readonly optional: readonly NameTarget[];
  readonly ask: readonly NameTarget[];
  /** True when some of them looks at arguments. */
  readonly conditional: boolean;
}

/** What conditions are asked about. */
export interface Asked {
  readonly args: JsonObject | undefined;
  readonly context: EvaluationContext;
}

/** Finds the entries of a policy that name a tool: surely on the allow side, possibly on the others (SPEC R16). */
export function namedEntries(policy: CompiledPolicy, tool: string): NamedEntries {
  const entries = {
    allow: policy.allow.surely(tool),
    admitAfterAsking: policy.ask.surely(tool),
    deny: policy.deny.possibly(tool),
    optional: policy.optional.possibly(tool),
    ask: policy.ask.possibly(tool),
  };
  const conditional = Object.values(entries).some((list) =>
    list.some(({ condition }) => condition !== undefined),
  );
  return { policy, ...entries, conditional };
}

/** Walks one policy's ladder (SPEC R17). */
export function walkLadder(
  entries: NamedEntries,
  asked: Asked | undefined,
  scope: DecisionScope,
): LadderOutcome {
  const { policy } = entries;
  const steps: TraceStep[] = [];
  const pass = (step: LadderStep, rule?: RuleReference) => {
    steps.push(
      rule === undefined ? passedStep(scope, step) : Object.freeze({ scope, step, outcome: 'pass', rule }),
    );
  };
  const end = (step: LadderStep, ending: Ending): LadderOutcome => {
    const { action, code, rule } = ending;
    steps.push(
      Object.freeze(
        rule === undefined ? { scope, step, outcome: action } : { scope, step, outcome: action, rule },
      ),
    );
    return {
      action,
      code,
      scope,
      rule,
      hasAllowList: policy.hasAllowList,
      steps: Object.freeze(steps.slice()),
    };
  };

  const allowed = firstSurely(entries.allow, asked);
  const admitted = allowed ?? firstSurely(entries.admitAfterAsking, asked);
  if (policy.gated && admitted === undefined) return end('gate', { action: 'deny', code: 'not_allowed' });
  pass('gate', admitted);

  const denied = firstPossibly(entries.deny, asked);
  if (denied !== undefined) return end('deny', { action: 'deny', code: 'denied', rule: denied });
  pass('deny');

  const optional = entries.optional[0]?.rule;
  if (optional !== undefined && admitted === undefined) {
    return end('optional', { action: 'deny', code: 'optional_not_allowed', rule: optional });
  }
  pass('optional', optional);

  const mustAsk = firstPossibly(entries.ask, asked);
  if (mustAsk !== undefined) return end('ask', { action: 'ask', code: 'approval_required', rule: mustAsk });
  pass('ask');

  if (allowed !== undefined) return end('otherwise', { action: 'allow', code: 'allowed', rule: allowed });
  return end('otherwise', { action: 'allow', code: 'allowed_by_default' });
}

interface Ending {
  readonly action: DecisionAction;
  readonly code: DecisionCode;
  readonly rule?: RuleReference;
}

// SECURITY: without arguments to ask about, a condition holds possibly and not surely.
function firstSurely(targets: readonly NameTarget[], asked: Asked | undefined): RuleReference | undefined {
  for (const target of targets) {
    const { condition } = target;
    if (condition === undefined) return target.rule;
    if (asked !== undefined && condition.surely(asked.args, asked.context)) return target.rule;
  }
  return undefined;
}

function firstPossibly(targets: readonly NameTarget[], asked: Asked | undefined): RuleReference | undefined {
  for (const target of targets) {
    const { condition } = target;
    if (condition === undefined || asked === undefined) return target.rule;
    if (condition.possibly(asked.args, asked.context)) return target.rule;
  }
  return undefined;
}

const passedSteps = new WeakMap<DecisionScope, Map<LadderStep, TraceStep>>();

// Most steps of most ladders pass and name no entry; one object serves all of a scope's decisions.
function passedStep(scope: DecisionScope, step: LadderStep): TraceStep {
  const ofScope = passedSteps.get(scope) ?? new Map<LadderStep, TraceStep>();
  const passed = ofScope.get(step) ?? Object.freeze({ scope, step, outcome: 'pass' });
  passedSteps.set(scope, ofScope.set(step, passed));
  return passed;
}
