import type { JsonObject, JsonValue } from '../json/json-value.ts';

/** What a rule says of a call's arguments, in both readings (SPEC R40). Absent arguments are unknown. */
export interface Condition {
  /** Whether the condition holds beyond doubt. Unknown arguments never do. */
  surely(args: JsonObject | undefined, context: EvaluationContext): boolean;
  /** Whether it cannot be excluded that the condition holds. Unknown arguments always may. */
  possibly(args: JsonObject | undefined, context: EvaluationContext): boolean;
  /** The arguments it names, outermost keys only. */
  readonly names: ReadonlySet<string>;
}

/** What a call brings besides its arguments, taken once and frozen (SPEC R44). */
export interface EvaluationContext {
  readonly agent: string | undefined;
  readonly principal: JsonValue | undefined;
  readonly session: JsonValue | undefined;
  readonly context: JsonValue | undefined;
  /** What the engine was told of the machine it stands on. The call's `context` comes first. */
  readonly environment: PathEnvironment;
}

/** Where relative paths begin, and how links are followed. Everything may be unknown. */
export interface PathEnvironment {
  /** The folder that relative paths of calls stand under. */
  readonly cwd?: string;
  /** What `~` stands for. */
  readonly home?: string;
  /** The folder that relative entries of a policy stand under. */
  readonly workspace?: string;
  /**
   * Follows every symbolic link of an absolute path, as far as the path exists.
   * Returns `undefined` when that cannot be done, which makes the path not canonical.
   */
  readonly resolvePath?: (absolutePath: string) => string | undefined;
}
