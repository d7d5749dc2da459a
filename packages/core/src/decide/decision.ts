import type { SourcePosition } from '../document/issue.ts';

/** What a policy answers. Consumers compare with `'allow'`, never with not-`'deny'` (SPEC R9). */
export type DecisionAction = 'allow' | 'deny' | 'ask';

/** The stable codes of decisions; each is explained in `docs/codes.md` and has a test (SPEC R10). */
export const decisionCodes = [
  'allowed',
  'allowed_by_default',
  'approval_required',
  'not_allowed',
  'denied',
  'optional_not_allowed',
  'call_invalid',
  'args_invalid',
  'policy_unavailable',
  'audit_unavailable',
  'engine_fault',
] as const;

/** One of the stable codes of decisions. */
export type DecisionCode = (typeof decisionCodes)[number];

/** The lists of a policy an entry can stand in. */
export type PolicyList = 'allow' | 'deny' | 'optional' | 'ask';

/** The steps of the ladder, in their order (SPEC R17). */
export type LadderStep = 'gate' | 'deny' | 'optional' | 'ask' | 'otherwise';

/** The entry that decided, and where it stands. */
export interface RuleReference {
  /** The rule's own `id`, or its path in the document when it has none. */
  readonly id: string;
  readonly list: PolicyList;
  /** Where the entry stands in the document: `agents.coder.deny[2]`. */
  readonly path: string;
  /** The name pattern that matched, as written. */
  readonly pattern: string;
  /** The group whose member matched, when the entry names a group. */
  readonly group?: string;
  readonly position?: SourcePosition;
  /** The rule's text for operators. */
  readonly reason?: string;
  /** The rule's text for the model. */
  readonly advice?: string;
}

/** Whose policy answered (SPEC R20 to R22). */
export interface DecisionScope {
  readonly layer: 'guardrails' | 'agent' | 'global' | 'none';
  /** The agent whose own policy answered; absent for guardrails and the global policy. */
  readonly agent?: string;
  /** Set when the answer was given for a caller: its index in `callers`. */
  readonly caller?: number;
}

/** One step of one ladder as it was walked. */
export interface TraceStep {
  readonly scope: DecisionScope;
  readonly step: LadderStep;
  /** `pass`: the ladder goes on; otherwise the ladder ends here with that action. */
  readonly outcome: 'pass' | DecisionAction;
  /** The entry that made this outcome, when one did. */
  readonly rule?: RuleReference;
}

/** The answer to one tool call: frozen, plain data, the same for the same inputs (SPEC R9, R10). */
export interface Decision {
  readonly action: DecisionAction;
  readonly code: DecisionCode;
  /** One line for operators. Holds no argument values. */
  readonly message: string;
  readonly rule?: RuleReference;
  readonly scope: DecisionScope;
  readonly trace: readonly TraceStep[];
  /** `sha256:` and 64 hex digits of the document's canonical form; empty when there was no policy. */
  readonly policyDigest: string;
}
