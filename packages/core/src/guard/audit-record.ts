import type { Decision } from '../decide/decision.ts';

/** What was decided, written before the tool runs (SPEC R28). Never holds argument values. */
export interface DecisionRecord {
  readonly kind: 'decision';
  /** Joins this record with the outcome of the same call. */
  readonly callId: string;
  readonly tool: string;
  readonly agent?: string;
  readonly callers?: readonly string[];
  /** `sha256:` and 64 hex digits of the canonical arguments; absent when they were unknown or invalid. */
  readonly argsDigest?: string;
  readonly decision: Decision;
}

/** How a call that was allowed ended, written after the tool ran. */
export interface OutcomeRecord {
  readonly kind: 'outcome';
  readonly callId: string;
  readonly tool: string;
  readonly agent?: string;
  readonly outcome: 'returned' | 'failed';
}

/** One line of the decision log. Times are added by the sink. */
export type AuditRecord = DecisionRecord | OutcomeRecord;

/** Where records go (SPEC R27). */
export interface AuditSink {
  /**
   * `required`: a record that cannot be kept is a denial. `best-effort`: it is a warning.
   * Anything else counts as `required`.
   */
  readonly mode: 'required' | 'best-effort';
  /** Keeps the record, or throws or rejects. In `required` mode it has reached the disk on return. */
  append(record: AuditRecord): void | Promise<void>;
}
