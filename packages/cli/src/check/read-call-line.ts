import { type DecisionCode, type JsonObject, type JsonValue, quoteName, type ToolCall } from '@proviso/core';
import { readStrictJson, type StrictJsonFault } from '@proviso/node';
import { findMistakenKey } from './mistaken-key.ts';

/** A line that holds a call, or the denial it gets instead. */
export type CallLine =
  | { readonly ok: true; readonly call: ToolCall }
  | { readonly ok: false; readonly code: DecisionCode; readonly message: string };

/** A call is one level around its arguments, which may nest as deep as any (SPEC R26). */
const maxDepth = 129;

/**
 * Reads one line as one call, strictly: what two readers could understand differently is denied (SPEC R8, R26, R30).
 *
 * SECURITY: a key that is nearly one of a call's is refused. `{"tool":"rm","agnet":"guest"}` would be judged for no agent.
 */
export function readCallLine(line: string): CallLine {
  const reading = readStrictJson(line, { maxDepth });
  if (!reading.ok && !hasOnlyBrokenText(reading.faults))
    return refuse(reading.faults.every(isInArguments) ? 'args' : 'call', describe(reading.fault));
  const value = reading.ok ? reading.value : (JSON.parse(line) as JsonValue);
  if (!isObject(value)) return refuse('call', 'it is not an object');
  const mistaken = findMistakenKey(Object.keys(value));
  if (mistaken !== undefined) {
    const { key, meant } = mistaken;
    return refuse('call', `unknown key ${quoteName(key)}, did you mean \`${meant}\`?`);
  }
  // The engine looks at the shape of every part itself.
  return { ok: true, call: value as unknown as ToolCall };
}

/** A line that is no text at all. */
export const notUtf8: CallLine = refuse('call', 'it is not UTF-8');

/** A line that nobody should have to hold in memory. */
export const tooLong: CallLine = refuse('call', 'the line is too long');

function refuse(what: 'call' | 'args', fault: string): CallLine {
  if (what === 'args')
    return { ok: false, code: 'args_invalid', message: `the arguments are invalid: ${fault}` };
  return { ok: false, code: 'call_invalid', message: `the call is invalid: ${fault}` };
}

/** As many faults as the reader gives at most; it may have stopped there. */
const mostFaults = 100;

// Half of a surrogate pair is no fault of a name, which may be any string (SPEC R5); in arguments the engine denies it.
function hasOnlyBrokenText(faults: readonly StrictJsonFault[]): boolean {
  return faults.length < mostFaults && faults.every(({ code }) => code === 'lone_surrogate');
}

// A second `args` is a fault of the call: which of the two are the arguments?
function isInArguments({ code, path }: StrictJsonFault): boolean {
  return path[0] === 'args' && !(code === 'duplicate_key' && path.length === 1);
}

function describe({ column, message }: StrictJsonFault): string {
  return `column ${column}: ${message}`;
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
