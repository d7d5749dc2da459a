/** One tool call as an enforcement point saw it: what a policy is asked about (SPEC R8). */
export interface ToolCall {
  /** The tool's name, opaque: every string is a name. */
  readonly tool: string;
  /** The call's arguments, a JSON object. Absent means that they are unknown. */
  readonly args?: unknown;
  /** The agent that calls. Absent or empty: no agent, judged under the global policy. */
  readonly agent?: string | undefined;
  /** Who delegated to this agent, outermost first. The call must pass for every one. */
  readonly callers?: readonly string[] | undefined;
  /** On whose behalf: `{ id, … }`. */
  readonly principal?: unknown;
  /** Facts about the session. */
  readonly session?: unknown;
  /** Facts about the place of the call: `cwd`, `home`, `workspace`. */
  readonly context?: unknown;
}
