import type { JsonObject } from '@proviso/core';
import { readEdgeId } from '../message/envelope-edge-id.ts';
import {
  errorLine,
  isJsonObject,
  keyOfId,
  memberOf,
  type RequestId,
  rpcErrorCodes,
} from '../message/json-rpc.ts';
import { readServerMessage, type ServerResponse } from '../message/read-server-message.ts';
import { listOfMethod } from './caller-view.ts';
import type { Connection } from './connection.ts';
import type { PendingRequest } from './pending-requests.ts';
import type { ServerVerdict } from './verdict.ts';

/** How many requests of the server may wait for the client at once. */
const mostServerRequests = 10_000;

/** Judges one line of the server, without its newline (SPEC R30, R32). */
export function judgeServerLine(connection: Connection, line: Uint8Array): ServerVerdict {
  const reading = readServerMessage(line);
  switch (reading.kind) {
    case 'empty':
      return { kind: 'skip' };
    case 'junk':
      return failAnswered(connection, reading.answers, {
        reason: reading.reason,
        message: 'the answer of the server cannot be read',
      });
    case 'notification':
      if (reading.method === 'notifications/cancelled') forgetRequest(connection, reading.value);
      return { kind: 'forward', line };
    case 'request':
      if (connection.fromServer.size >= mostServerRequests)
        return drop('too many requests without an answer');
      connection.fromServer.add({ id: reading.id, method: reading.method, judged: false });
      return { kind: 'forward', line };
    case 'response':
      return judgeResponse(connection, line, reading);
  }
}

/** Judges a line of the server of which only the two ends were kept. Whoever waits for it is told. */
export function judgeLongServerLine(
  connection: Connection,
  { head, tail }: { readonly head: string; readonly tail: string },
): ServerVerdict {
  const message = 'the answer of the server is too long';
  return failAnswered(connection, readEdgeId(head, tail), { reason: 'the line is too long', message });
}

/** Tells whoever waits for an answer that it will not come; a line that answers nothing is dropped. */
function failAnswered(
  connection: Connection,
  id: RequestId | undefined,
  { reason, message }: { readonly reason: string; readonly message: string },
): ServerVerdict {
  if (typeof id === 'string' && connection.probes.delete(id)) return { kind: 'probe', answer: {} };
  const request = id === undefined ? undefined : connection.fromClient.takeAnswered(id);
  if (request === undefined) return drop(reason);
  const error = { code: rpcErrorCodes.internalError, message };
  return deliver(request, { line: errorLine(request.id, error), failed: true });
}

function forgetRequest(connection: Connection, notification: JsonObject): void {
  const params = memberOf(notification, 'params');
  const id = isJsonObject(params) ? memberOf(params, 'requestId') : undefined;
  if (typeof id === 'string' || typeof id === 'number') connection.fromServer.take(id);
}

function judgeResponse(connection: Connection, line: Uint8Array, response: ServerResponse): ServerVerdict {
  const { id, value } = response;
  if (typeof id === 'string' && connection.probes.delete(id)) return { kind: 'probe', answer: value };
  const request = connection.fromClient.takeAnswered(id);
  if (request === undefined) return drop('a response nobody asked for');
  try {
    return judgeAnswer(connection, { line, response, request });
  } catch {
    // SECURITY: whatever an answer does to the gateway, it does not cross, and its request does not stay open.
    const error = { code: rpcErrorCodes.internalError, message: 'the answer of the server cannot be judged' };
    return deliver(request, { line: errorLine(request.id, error), failed: true });
  }
}

interface Answer {
  readonly line: Uint8Array;
  readonly response: ServerResponse;
  readonly request: PendingRequest;
}

function judgeAnswer(connection: Connection, { line, response, request }: Answer): ServerVerdict {
  const { value } = response;
  const result = memberOf(value, 'result');
  if (!isJsonObject(result)) return deliver(request, { line, failed: true });
  noticeCapabilities(connection, request, result);
  const seen = filterList(connection, request, result);
  const unchanged = seen === undefined || (seen === result && response.exact);
  return deliver(request, {
    line: unchanged ? line : JSON.stringify({ ...value, result: seen }),
    failed: memberOf(result, 'isError') === true,
  });
}

function noticeCapabilities(connection: Connection, request: PendingRequest, result: JsonObject): void {
  if (request.method !== 'initialize' && request.method !== 'server/discover') return;
  const capabilities = memberOf(result, 'capabilities');
  connection.capabilities = isJsonObject(capabilities) ? capabilities : {};
}

/** A list as the caller may see it; `undefined` when the request was for no list. */
function filterList(
  connection: Connection,
  request: PendingRequest,
  result: JsonObject,
): JsonObject | undefined {
  const list = listOfMethod(request.method);
  return list && connection.view.filter(list, result, request.continued === true);
}

function deliver(
  request: PendingRequest,
  answer: { readonly line: Uint8Array | string; readonly failed: boolean },
): ServerVerdict {
  if (!request.judged) return { kind: 'forward', line: answer.line };
  return { kind: 'settle', key: keyOfId(request.id), ...answer };
}

function drop(reason: string): ServerVerdict {
  return { kind: 'drop', warning: `dropped from the server: ${reason}` };
}
