import { quoteName } from '../json/quote-name.ts';
import type { DecisionScope } from './decision.ts';
import type { LadderOutcome } from './ladder.ts';

/** One line for operators: what happened to the tool, by which entry, in whose policy (SPEC R10). */
export function decisionMessage(tool: string, outcome: LadderOutcome): string {
  const name = quoteName(tool);
  const owner = ownerOf(outcome.scope);
  const rule = outcome.rule === undefined ? '' : quoteName(outcome.rule.id);
  switch (outcome.code) {
    case 'not_allowed':
      return outcome.hasAllowList
        ? `${name} is not on the allow list of ${owner}`
        : `${name} is not allowed: ${owner} denies by default`;
    case 'denied':
      return `${name} is denied by ${rule} of ${owner}`;
    case 'optional_not_allowed':
      return `${name} is optional by ${rule}, and no entry of ${owner} allows it`;
    case 'approval_required':
      return `${name} needs an approval by ${rule} of ${owner}`;
    case 'allowed':
      return `${name} is allowed by ${rule} of ${owner}`;
    default:
      return `${name} is allowed: nothing in ${owner} forbids it`;
  }
}

function ownerOf(scope: DecisionScope): string {
  if (scope.layer === 'guardrails') return 'the guardrails';
  return scope.agent === undefined ? 'the global policy' : `the policy of agent ${quoteName(scope.agent)}`;
}
