import type { Decision } from '../decide/decision.ts';

const brand = Symbol.for('dev.proviso.ToolPolicyViolation');

/** Thrown when a tool call is not allowed (SPEC R7). */
export class ToolPolicyViolation extends Error {
  override readonly name = 'ToolPolicyViolation';
  /** Stable across versions. */
  readonly code = 'tool_policy_violation';
  readonly toolName: string;
  readonly agentId: string | undefined;
  /** The whole answer, when a document's engine gave it. */
  readonly decision: Decision | undefined;

  constructor(toolName: string, agentId?: string, options: { readonly decision?: Decision } = {}) {
    super(violationMessage(toolName, agentId));
    this.toolName = toolName;
    this.agentId = agentId;
    this.decision = options.decision;
    Object.defineProperty(this, brand, { value: true });
  }
}

/** True for a violation of this or another installed copy of the package. */
export function isToolPolicyViolation(error: unknown): error is ToolPolicyViolation {
  return typeof error === 'object' && error !== null && Object.hasOwn(error, brand);
}

/** The kernel's one message, fixed by SPEC R7. */
export function violationMessage(toolName: string, agentId?: string): string {
  const subject = `Tool '${nameText(toolName)}' is denied by policy`;
  const nobody = agentId === undefined || agentId === null || agentId === '';
  return nobody ? subject : `${subject} for agent '${nameText(agentId)}'`;
}

// A name from outside may be any value; a symbol or an object that throws must not replace the denial.
function nameText(name: unknown): string {
  if (typeof name === 'string') return name;
  try {
    return String(name);
  } catch {
    return typeof name;
  }
}
