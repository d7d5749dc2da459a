import type { Decision, DecisionCode, DecisionScope } from './decision.ts';
import type { DecisionPoint } from './decision-point.ts';

const nowhere: DecisionScope = Object.freeze({ layer: 'none' });
const nothingWalked = Object.freeze([]);

/** A denial that no policy gave: an invalid call, a fault, no policy in force (SPEC R8, R9, R24). */
export function refusal(code: DecisionCode, message: string, policyDigest = ''): Decision {
  return Object.freeze({ action: 'deny', code, message, scope: nowhere, trace: nothingWalked, policyDigest });
}

/** A decision point that denies every call: what stands where no policy could be read (SPEC R24). */
export function refuseAll(code: DecisionCode, message: string): DecisionPoint {
  const decision = refusal(code, message);
  return Object.freeze({ decide: () => decision });
}
