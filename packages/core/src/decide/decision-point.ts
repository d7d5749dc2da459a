import type { Decision } from './decision.ts';
import type { ToolCall } from './tool-call.ts';
import type { Visibility } from './visibility.ts';

/** Anything that answers calls: an engine, a watched file, a remote one's local stand-in (a PDP). */
export interface DecisionPoint {
  /** The digest of the document that answers now, when there is one (SPEC R25). */
  readonly policyDigest?: string;
  /** Answers at once and never throws. Compare the answer's `action` with `'allow'`, never with not-`'deny'`. */
  decide(call: ToolCall): Decision;
  /**
   * Tells whether a tool is worth showing to an agent: whether some arguments could pass (SPEC R29, R49). Without it, a
   * tool is shown unless deciding with unknown arguments denies.
   */
  decideVisibility?(call: Pick<ToolCall, 'tool' | 'agent' | 'callers'>): Visibility;
}
