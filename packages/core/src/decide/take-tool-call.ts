import type { JsonObject } from '../json/json-value.ts';
import { isJsonObject, snapshotJson } from '../json/snapshot.ts';
import type { DecisionCode } from './decision.ts';
import type { ToolCall } from './tool-call.ts';

/** A call whose every part was read once and can no longer change. */
export interface TakenCall extends ToolCall {
  readonly args?: JsonObject;
  readonly agent?: string;
  readonly callers: readonly string[];
}

/** A taken call, or the denial it gets instead. */
export type TakeResult =
  | { readonly ok: true; readonly call: TakenCall }
  | { readonly ok: false; readonly code: DecisionCode; readonly message: string };

const noCallers: readonly string[] = Object.freeze([]);

/** Reads a call once: its names checked, its arguments as one frozen JSON snapshot (SPEC R8, R26). May throw. */
export function takeToolCall(call: ToolCall): TakeResult {
  if (typeof call !== 'object' || call === null) return invalid('it is not an object');
  const { tool, args, agent, callers, principal, session, context } = call;
  if (typeof tool !== 'string') return invalid('the tool name is not a text');
  if (agent !== undefined && agent !== null && typeof agent !== 'string')
    return invalid('the agent is not a text');
  const chain = takeCallers(callers);
  if (chain === undefined) return invalid('`callers` is not a list of texts');
  const snapshot = args === undefined ? undefined : snapshotJson(args);
  if (snapshot?.ok === false) return badArguments(snapshot.reason);
  if (snapshot !== undefined && !isJsonObject(snapshot.value)) return badArguments('they are not an object');
  const taken: TakenCall = {
    tool,
    callers: chain,
    ...(snapshot !== undefined && { args: snapshot.value as JsonObject }),
    ...(typeof agent === 'string' && { agent }),
    ...(principal !== undefined && { principal }),
    ...(session !== undefined && { session }),
    ...(context !== undefined && { context }),
  };
  return { ok: true, call: Object.freeze(taken) };
}

function takeCallers(callers: unknown): readonly string[] | undefined {
  if (callers === undefined) return noCallers;
  if (!Array.isArray(callers)) return undefined;
  const chain: string[] = [];
  // Not `every`: it passes over holes.
  for (let index = 0; index < callers.length; index += 1) {
    const caller: unknown = callers[index];
    if (typeof caller !== 'string') return undefined;
    chain.push(caller);
  }
  return Object.freeze(chain);
}

function invalid(fault: string): TakeResult {
  return { ok: false, code: 'call_invalid', message: `the call is invalid: ${fault}` };
}

function badArguments(fault: string): TakeResult {
  return { ok: false, code: 'args_invalid', message: `the arguments are invalid: ${fault}` };
}
