import type { Decision } from '../decide/decision.ts';
import type { DecisionPoint } from '../decide/decision-point.ts';
import { refusal } from '../decide/refusal.ts';
import type { ToolCall } from '../decide/tool-call.ts';
import { type Logger, warnSafely } from '../kernel/logger.ts';

/** Asks a decision point that may be anybody's: one that throws, or answers with no decision, denies (SPEC R9). */
export function decideSafely(point: DecisionPoint, call: ToolCall, logger: Logger): Decision {
  try {
    const decision: unknown = point.decide(call);
    if (isDecision(decision)) return decision;
    warnSafely(logger, 'a decision point gave no decision, which denies');
  } catch (cause) {
    warnSafely(logger, 'a decision point failed, which denies', { cause });
  }
  return refusal('engine_fault', 'a fault while deciding, which denies');
}

// SECURITY: a thenable, `true` or `'Allow'` is no decision.
function isDecision(value: unknown): value is Decision {
  if (typeof value !== 'object' || value === null || 'then' in value) return false;
  const { action, code } = value as Partial<Decision>;
  return (action === 'allow' || action === 'deny' || action === 'ask') && typeof code === 'string';
}
