import type { JsonObject, JsonValue } from '@proviso/core';
import { readStrictJson } from '@proviso/node';
import { isJsonObject, isRequestId, memberOf, type RequestId } from './json-rpc.ts';

/** An answer of the server. */
export interface ServerResponse {
  readonly kind: 'response';
  readonly id: RequestId;
  readonly value: JsonObject;
  /** Every reader sees the same in it. What is not exact is written anew where the gateway has judged it. */
  readonly exact: boolean;
}

/** What a line of the server is. */
export type ServerReading =
  | { readonly kind: 'request'; readonly id: RequestId; readonly method: string; readonly value: JsonObject }
  | { readonly kind: 'notification'; readonly method: string; readonly value: JsonObject }
  | ServerResponse
  /** `answers`: the request to which it would have been the answer. */
  | { readonly kind: 'junk'; readonly reason: string; readonly answers?: RequestId }
  | { readonly kind: 'empty' };

/** As many faults end a strict reading: nothing is known of what follows. */
export const mostFaults = 100;

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Reads one line of the server. Its envelope must be sure; what stands inside `result`, `error` and `params` is the
 * server's own affair, so a big number or an odd escape there does not cost the client an answer (SPEC R30).
 */
export function readServerMessage(line: Uint8Array): ServerReading {
  let text = utf8.decode(line);
  if (text.endsWith('\r')) text = text.slice(0, -1);
  if (text.length < 1000 && text.trim() === '') return { kind: 'empty' };
  if (text.includes('\r')) return junk('a carriage return stands inside the line');
  const read = readStrictJson(text);
  if (read.ok) return classify(read.value, true);
  const { faults, fault } = read;
  const sure = faults.every(({ code, path }) => code !== 'syntax' && path.length > 1 && isBody(path[0]));
  if (!sure) return junk(fault.message);
  const reading = classify(parseLeniently(text), false);
  const isWhole = faults.length < mostFaults && faults.every(({ code }) => code !== 'too_deep');
  if (isWhole) return reading;
  const answers = reading.kind === 'response' ? { answers: reading.id } : {};
  return { kind: 'junk', reason: fault.message, ...answers };
}

function isBody(step: string | number | undefined): boolean {
  return step === 'result' || step === 'error' || step === 'params';
}

function classify(value: JsonValue | undefined, exact: boolean): ServerReading {
  if (!isJsonObject(value)) return junk('the line is no JSON object');
  if (memberOf(value, 'jsonrpc') !== '2.0') return junk('`jsonrpc` is not "2.0"');
  const id = memberOf(value, 'id');
  const method = memberOf(value, 'method');
  const isResponse = Object.hasOwn(value, 'result') || Object.hasOwn(value, 'error');
  if (typeof method === 'string') {
    if (isResponse) return junk('a message is a request or a response, not both');
    if (!Object.hasOwn(value, 'id')) return { kind: 'notification', method, value };
    return isRequestId(id)
      ? { kind: 'request', id, method, value }
      : junk('`id` is neither a text nor an integer');
  }
  if (!isResponse || Object.hasOwn(value, 'method')) return junk('the line is no JSON-RPC message');
  return isRequestId(id) ? { kind: 'response', id, value, exact } : junk('a response without a usable id');
}

function parseLeniently(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function junk(reason: string): ServerReading {
  return { kind: 'junk', reason };
}
