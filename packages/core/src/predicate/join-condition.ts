import type { Condition } from '../document/condition.ts';
import type { JsonObject } from '../json/json-value.ts';
import type { ArgumentsTest } from './argument-path.ts';

/** The parts of a rule's condition; an absent part says nothing. */
export interface ConditionParts {
  readonly when: readonly ArgumentsTest[] | undefined;
  readonly unless: readonly ArgumentsTest[] | undefined;
  /** Whether arguments that are not named keep the rule from holding surely. */
  readonly closed: boolean;
  readonly names: ReadonlySet<string>;
}

/** Joins `when`, `unless` and `closed`; a fault while judging holds possibly and not surely (SPEC R40). */
export function joinCondition({ when = [], unless, closed, names }: ConditionParts): Condition {
  return {
    names,
    surely(args, context) {
      if (args === undefined) return false;
      try {
        if (!when.every((test) => test.surely(args, context))) return false;
        if (unless?.every((test) => test.possibly(args, context))) return false;
        return !closed || hasOnly(args, names);
      } catch {
        return false;
      }
    },
    possibly(args, context) {
      if (args === undefined) return true;
      try {
        if (!when.every((test) => test.possibly(args, context))) return false;
        return !unless?.every((test) => test.surely(args, context));
      } catch {
        // SECURITY: what cannot be judged is not known to be harmless.
        return true;
      }
    },
  };
}

function hasOnly(args: JsonObject, names: ReadonlySet<string>): boolean {
  for (const key of Object.keys(args)) if (!names.has(key) && args[key] !== null) return false;
  return true;
}
