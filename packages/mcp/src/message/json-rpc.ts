import type { JsonObject, JsonValue } from '@proviso/core';

/** The id of a request: a string or an integer, never null and never a fraction (SPEC R30). */
export type RequestId = string | number;

/** The JSON-RPC error codes the gateway itself answers with. */
export const rpcErrorCodes = {
  parseError: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internalError: -32603,
  connectionClosed: -32000,
} as const;

/** An error to answer with. */
export interface RpcError {
  readonly code: number;
  readonly message: string;
  readonly data?: JsonValue;
}

/** Tells whether a value can be the id of a request. */
export function isRequestId(value: unknown): value is RequestId {
  return typeof value === 'string' || (typeof value === 'number' && Number.isSafeInteger(value));
}

/** A key under which an id is found again: the string `1` and the number `1` are two ids. */
export function keyOfId(id: RequestId): string {
  return typeof id === 'string' ? `s${id}` : `n${id}`;
}

/** Tells whether a value is a JSON object. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object's own member. Names from outside never reach a prototype. */
export function memberOf(object: JsonObject | undefined, name: string): JsonValue | undefined {
  return object !== undefined && Object.hasOwn(object, name) ? object[name] : undefined;
}

/** The line of an error response, without its newline. */
export function errorLine(id: RequestId | null, error: RpcError): string {
  return JSON.stringify({ jsonrpc: '2.0', id, error });
}

/** The line of a result response, without its newline. */
export function resultLine(id: RequestId, result: JsonObject): string {
  return JSON.stringify({ jsonrpc: '2.0', id, result });
}
