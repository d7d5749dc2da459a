import type { CompiledPolicy } from '../compile/compiled-policy.ts';
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

/** Walks one policy's ladder for a tool name (SPEC R17). */
export function walkLadder(policy: CompiledPolicy, tool: string, scope: DecisionScope): LadderOutcome {
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

  const allowed = policy.allow.surely(tool)[0]?.rule;
  const admitted = allowed ?? policy.ask.surely(tool)[0]?.rule;
  if (policy.gated && admitted === undefined) return end('gate', { action: 'deny', code: 'not_allowed' });
  pass('gate', admitted);

  const denied = policy.deny.possibly(tool)[0]?.rule;
  if (denied !== undefined) return end('deny', { action: 'deny', code: 'denied', rule: denied });
  pass('deny');

  const optional = policy.optional.possibly(tool)[0]?.rule;
  if (optional !== undefined && admitted === undefined) {
    return end('optional', { action: 'deny', code: 'optional_not_allowed', rule: optional });
  }
  pass('optional', optional);

  const asked = policy.ask.possibly(tool)[0]?.rule;
  if (asked !== undefined) return end('ask', { action: 'ask', code: 'approval_required', rule: asked });
  pass('ask');

  if (allowed !== undefined) return end('otherwise', { action: 'allow', code: 'allowed', rule: allowed });
  return end('otherwise', { action: 'allow', code: 'allowed_by_default' });
}

interface Ending {
  readonly action: DecisionAction;
  readonly code: DecisionCode;
  readonly rule?: RuleReference;
}

const passedSteps = new WeakMap<DecisionScope, Map<LadderStep, TraceStep>>();

// Most steps of most ladders pass and name no entry; one object serves all of a scope's decisions.
function passedStep(scope: DecisionScope, step: LadderStep): TraceStep {
  const ofScope = passedSteps.get(scope) ?? new Map<LadderStep, TraceStep>();
  const passed = ofScope.get(step) ?? Object.freeze({ scope, step, outcome: 'pass' });
  passedSteps.set(scope, ofScope.set(step, passed));
  return passed;
}
