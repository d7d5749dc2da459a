import type { EvaluationContext, PathEnvironment } from '../document/condition.ts';
import type { JsonValue } from '../json/json-value.ts';
import { snapshotJson } from '../json/snapshot.ts';
import type { TakenCall } from './take-tool-call.ts';

/** What a call brings besides its arguments. A part that is no JSON counts as not set, which is not canonical. */
export function createContext(call: TakenCall, environment: PathEnvironment): EvaluationContext {
  return {
    agent: call.agent,
    principal: jsonOf(call.principal),
    session: jsonOf(call.session),
    context: jsonOf(call.context),
    environment,
  };
}

function jsonOf(value: unknown): JsonValue | undefined {
  if (value === undefined) return undefined;
  const snapshot = snapshotJson(value);
  return snapshot.ok ? snapshot.value : undefined;
}
