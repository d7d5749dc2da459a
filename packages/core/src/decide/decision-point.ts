import type { Decision } from './decision.ts';
import type { ToolCall } from './tool-call.ts';

/** Anything that answers calls: an engine, a watched file, a remote one's local stand-in (a PDP). */
export interface DecisionPoint {
  /** The digest of the document that answers now, when there is one (SPEC R25). */
  readonly policyDigest?: string;
  /** Answers at once and never throws. Compare the answer's `action` with `'allow'`, never with not-`'deny'`. */
  decide(call: ToolCall): Decision;
}
