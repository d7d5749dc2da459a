import type { JsonObject, JsonValue } from '@proviso/core';
import { readStrictJson, type StrictJsonFault } from '@proviso/node';
import { findCaseVariant } from './case-variant.ts';
import {
  isJsonObject,
  isRequestId,
  memberOf,
  type RequestId,
  type RpcError,
  rpcErrorCodes,
} from './json-rpc.ts';
import { isMethodVariant } from './method-table.ts';
import { mostFaults } from './read-server-message.ts';

/** A request or notification of the client in which no two readers could see two things. */
export type ClientCall = ClientRequest | ClientNotification;

interface ClientNotification {
  readonly kind: 'notification';
  readonly method: string;
  readonly params: JsonObject | undefined;
  /** The whole message. */
  readonly value: JsonObject;
}

/** A call that wants an answer. */
export interface ClientRequest extends Omit<ClientNotification, 'kind'> {
  readonly kind: 'request';
  readonly id: RequestId;
}

/** What a line of the client is. */
export type ClientReading =
  | { readonly kind: 'message'; readonly message: ClientCall }
  | { readonly kind: 'response'; readonly id: RequestId }
  /** A call whose arguments alone are at fault: it has a name, and gets a denial. */
  | { readonly kind: 'bad-arguments'; readonly message: ClientCall; readonly reason: string }
  | { readonly kind: 'refused'; readonly id: RequestId | null; readonly error: RpcError }
  /** A response that cannot be delivered. Responses are not answered. */
  | { readonly kind: 'dropped'; readonly reason: string }
  | { readonly kind: 'empty' };

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Methods whose `arguments` may be at fault without the message being so. */
const callMethods = new Set(['tools/call', 'prompts/get']);

/** Reads one line of the client strictly: whatever readers could understand in two ways is refused (SPEC R30). */
export function readClientMessage(line: Uint8Array): ClientReading {
  let text: string;
  try {
    text = utf8.decode(line);
  } catch {
    return refuse(null, rpcErrorCodes.parseError, 'the message is not UTF-8');
  }
  if (text.endsWith('\r')) text = text.slice(0, -1);
  if (isBlank(text)) return { kind: 'empty' };
  // SECURITY: JSON takes a carriage return for white space, readers with universal newlines take it for the end of a line.
  if (text.includes('\r'))
    return refuse(null, rpcErrorCodes.parseError, 'a carriage return stands inside the message');
  const read = readStrictJson(text);
  if (!read.ok) return readFaulty(text, read.faults);
  return classify(read.value);
}

function isBlank(text: string): boolean {
  return text.length < 1000 && text.trim() === '' && !text.startsWith('\ufeff');
}

function classify(value: JsonValue): ClientReading {
  if (Array.isArray(value))
    return refuse(null, rpcErrorCodes.invalidRequest, 'several messages in one array are not taken');
  if (!isJsonObject(value)) return refuse(null, rpcErrorCodes.invalidRequest, 'a message is a JSON object');
  const fault = faultOfEnvelope(value);
  if (fault !== undefined) return refuse(readableId(value), rpcErrorCodes.invalidRequest, fault);
  if (!Object.hasOwn(value, 'method')) return classifyResponse(value);
  const { method, id } = value;
  const params = isJsonObject(value.params) ? value.params : undefined;
  if (typeof method !== 'string')
    return refuse(readableId(value), rpcErrorCodes.invalidRequest, '`method` is not a text');
  if (!Object.hasOwn(value, 'id'))
    return { kind: 'message', message: { kind: 'notification', method, params, value } };
  if (!isRequestId(id))
    return refuse(null, rpcErrorCodes.invalidRequest, '`id` is neither a text nor an integer');
  return { kind: 'message', message: { kind: 'request', id, method, params, value } };
}

function faultOfEnvelope(value: JsonObject): string | undefined {
  const variant = findCaseVariant(value, 'envelope');
  if (variant !== undefined) return 'a key of the message differs from a known one only by case';
  if (memberOf(value, 'jsonrpc') !== '2.0') return '`jsonrpc` is not "2.0"';
  const isResponse = Object.hasOwn(value, 'result') || Object.hasOwn(value, 'error');
  if (Object.hasOwn(value, 'method')) {
    if (isResponse) return 'a message is a request or a response, not both';
    const params = memberOf(value, 'params');
    if (params !== undefined && params !== null && !isJsonObject(params)) return '`params` is not an object';
    if (isJsonObject(params) && hasVariant(params)) {
      return 'a key of `params` differs from a known one only by case';
    }
    const method = memberOf(value, 'method');
    return typeof method === 'string' && isMethodVariant(method)
      ? '`method` differs from a known one only by case or invisible characters'
      : undefined;
  }
  return isResponse ? undefined : 'the message has no `method`';
}

function hasVariant(params: JsonObject): boolean {
  if (findCaseVariant(params, 'params') !== undefined) return true;
  return ['notifications', 'ref'].some((key) => {
    const nested = memberOf(params, key);
    return isJsonObject(nested) && findCaseVariant(nested, 'nested') !== undefined;
  });
}

function classifyResponse(value: JsonObject): ClientReading {
  const id = memberOf(value, 'id');
  if (!isRequestId(id)) return { kind: 'dropped', reason: 'a response without a usable id' };
  if (Object.hasOwn(value, 'result') && Object.hasOwn(value, 'error')) {
    return { kind: 'dropped', reason: 'a response with both a result and an error' };
  }
  return { kind: 'response', id };
}

/**
 * Sorts a message that was not read strictly. Nothing of it is ever forwarded: the lenient reading serves to address
 * the answer and to name the tool in the record.
 */
function readFaulty(text: string, faults: readonly StrictJsonFault[]): ClientReading {
  const [first] = faults;
  const reason = first?.message ?? 'the message is no JSON';
  if (first === undefined || faults.some((fault) => fault.code === 'syntax' || fault.code === 'too_large')) {
    return refuse(null, rpcErrorCodes.parseError, reason);
  }
  // SECURITY: reading has stopped there, so what follows may be anything, another id included.
  if (faults.length >= mostFaults) return refuse(null, rpcErrorCodes.invalidRequest, reason);
  const value = parseLeniently(text);
  if (!isJsonObject(value)) return refuse(null, rpcErrorCodes.invalidRequest, reason);
  if (faults.every((fault) => isInsideArguments(fault))) {
    const reading = classify(value);
    if (reading.kind === 'message' && callMethods.has(reading.message.method)) {
      return { kind: 'bad-arguments', message: reading.message, reason };
    }
  }
  const idIsSure = !faults.some((fault) => fault.path[0] === 'id' || fault.path.length === 0);
  return refuse(idIsSure ? readableId(value) : null, rpcErrorCodes.invalidRequest, reason);
}

function isInsideArguments({ code, path }: StrictJsonFault): boolean {
  return path[0] === 'params' && path[1] === 'arguments' && (path.length > 2 || code !== 'duplicate_key');
}

function parseLeniently(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The id to answer to. A response's id is one of the server's, so it is never answered to. */
function readableId(value: JsonObject): RequestId | null {
  const id = memberOf(value, 'id');
  return isRequestId(id) && Object.hasOwn(value, 'method') ? id : null;
}

function refuse(id: RequestId | null, code: number, message: string): ClientReading {
  return { kind: 'refused', id, error: { code, message } };
}
