import type { Decision } from '../decide/decision.ts';
import type { DecisionPoint } from '../decide/decision-point.ts';
import { refusal } from '../decide/refusal.ts';
import type { ToolCall } from '../decide/tool-call.ts';
import { type Logger, warnSafely } from '../kernel/logger.ts';

/** Asks a decision point that may be anybody's: one that throws, or answers with no decision, denies (SPEC R9). */
export function decideSafely(point: DecisionPoint, call: ToolCall, logger: Logger): Decision {
  try {
    const decision = takeDecision(point.decide(call));
    if (decision !== undefined) return decision;
    warnSafely(logger, 'a decision point gave no decision, which denies');
  } catch (cause) {
    warnSafely(logger, 'a decision point failed, which denies', { cause });
  }
  return refusal('engine_fault', 'a fault while deciding, which denies');
}

// SECURITY: a thenable, `true` or `'Allow'` is no decision. What is one is read once: it may not change its answer between
// the record and the tool.
function takeDecision(value: unknown): Decision | undefined {
  if (typeof value !== 'object' || value === null || 'then' in value) return undefined;
  const { action, code, message, rule, scope, trace, policyDigest } = value as Partial<Decision>;
  if (action !== 'allow' && action !== 'deny' && action !== 'ask') return undefined;
  if (typeof code !== 'string' || typeof message !== 'string' || scope === undefined || trace === undefined)
    return undefined;
  const decision = { action, code, message, scope, trace, policyDigest: policyDigest ?? '' };
  return Object.freeze(rule === undefined ? decision : { ...decision, rule });
}
