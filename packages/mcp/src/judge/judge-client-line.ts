import type { JsonObject } from '@proviso/core';
import { errorLine, isJsonObject, memberOf, type RequestId, rpcErrorCodes } from '../message/json-rpc.ts';
import { type MethodTreatment, treatmentOf } from '../message/method-table.ts';
import { type ClientCall, type ClientRequest, readClientMessage } from '../message/read-client-message.ts';
import { listNames } from './caller-view.ts';
import type { Connection } from './connection.ts';
import type { PendingRequest } from './pending-requests.ts';
import { isReservedToolName, type Subject, subjectsOf } from './subject.ts';
import type { ClientVerdict, Refusal } from './verdict.ts';

/** Judges one line of the client, without its newline (SPEC R30, R31, R33). */
export function judgeClientLine(connection: Connection, line: Uint8Array): ClientVerdict {
  const reading = readClientMessage(line);
  switch (reading.kind) {
    case 'empty':
      return { kind: 'skip' };
    case 'dropped':
      return { kind: 'drop', warning: `dropped from the client: ${reading.reason}` };
    case 'refused': {
      // SECURITY: an error under the id of an open request would be taken for its answer.
      const id = reading.id !== null && connection.fromClient.has(reading.id) ? null : reading.id;
      return refuseLine(id, reading.error.code, reading.error.message);
    }
    case 'bad-arguments':
      return toGuard(connection, reading.message, { code: 'args_invalid', reason: reading.reason });
    case 'message':
      return judgeMessage(connection, { line, message: reading.message });
    case 'response':
      if (connection.fromServer.take(reading.id) !== undefined) return { kind: 'forward', line };
      return { kind: 'drop', warning: 'dropped from the client: a response nobody asked for' };
  }
}

/** Refuses a line with an error that the client hears and the operator reads about. */
export function refuseLine(id: RequestId | null, code: number, message: string): ClientVerdict {
  return {
    kind: 'answer',
    line: errorLine(id, { code, message }),
    warning: `refused from the client: ${message}`,
  };
}

interface ReadLine {
  readonly line: Uint8Array;
  readonly message: ClientCall;
}

function judgeMessage(connection: Connection, { line, message }: ReadLine): ClientVerdict {
  const treatment = treatmentOf(message.kind, message.method);
  if (isJudged(treatment, message.params)) return toGuard(connection, message);
  if (message.kind === 'notification') return forwardNotification(connection, { line, message });
  if (connection.fromClient.has(message.id)) return idInUse;
  connection.fromClient.add(pendingOf(message, false));
  return { kind: 'forward', line };
}

function isJudged(treatment: MethodTreatment | undefined, params: JsonObject | undefined): boolean {
  if (treatment !== 'listen') {
    return (
      treatment === undefined || treatment === 'tool' || treatment === 'resource' || treatment === 'prompt'
    );
  }
  const filter = memberOf(params, 'notifications');
  return isJsonObject(filter) && Object.hasOwn(filter, 'resourceSubscriptions');
}

function forwardNotification(connection: Connection, { line, message }: ReadLine): ClientVerdict {
  const treatment = treatmentOf('notification', message.method);
  if (treatment === 'ready') connection.initialized = connection.capabilities !== undefined;
  const id = treatment === 'cancel' ? memberOf(message.params, 'requestId') : undefined;
  const isId = typeof id === 'string' || typeof id === 'number';
  const forgotten = isId ? connection.fromClient.cancel(id) : undefined;
  return { kind: 'forward', line, ...(forgotten !== undefined && { forgotten }) };
}

function toGuard(connection: Connection, message: ClientCall, asked?: Refusal): ClientVerdict {
  const treatment = treatmentOf('request', message.method);
  const subjects = subjectsOf(message, treatment, connection.identity);
  if (message.kind === 'notification') return toGuardWithoutId(connection, message, asked);
  const refusal = asked ?? refusalOf(subjects);
  const { id } = message;
  if (connection.fromClient.has(id)) return idInUse;
  if (subjects === undefined) {
    return refuseLine(id, rpcErrorCodes.invalidParams, '`resourceSubscriptions` is not a list of texts');
  }
  connection.fromClient.add(pendingOf(message, true));
  return { kind: 'judge', judged: { id, message, subjects, ...(refusal && { refusal }) } };
}

/** Names of all kinds share one space, so a tool may not have a name of another kind. */
function refusalOf(subjects: readonly Subject[] | undefined): Refusal | undefined {
  const [subject] = subjects ?? [];
  if (subject?.kind !== 'tool' || !isReservedToolName(subject.name)) return undefined;
  return {
    code: 'call_invalid',
    reason: 'the name of the tool begins like that of a resource, prompt or method',
  };
}

/** What is remembered of a request: never the whole of its parameters. */
function pendingOf({ id, method, params }: ClientRequest, judged: boolean): PendingRequest {
  const filter = method === 'subscriptions/listen' ? memberOf(params, 'notifications') : undefined;
  const listensTo = isJsonObject(filter)
    ? listNames.filter((list) => memberOf(filter, `${list}ListChanged`) === true)
    : [];
  return { id, method, judged, continued: memberOf(params, 'cursor') !== undefined, listensTo };
}

function toGuardWithoutId(connection: Connection, message: ClientCall, refusal?: Refusal): ClientVerdict {
  const treatment = treatmentOf('request', message.method);
  // A request without an id would run, and nobody could be told how it ended.
  const refused = treatment === undefined ? refusal : withoutId;
  // SECURITY: what is refused has a subject to be denied, even when it names nothing that could be judged.
  const named = subjectsOf(message, treatment, connection.identity) ?? [];
  const subjects = named.length > 0 ? named : subjectsOf(message, undefined, connection.identity);
  return {
    kind: 'judge',
    judged: { message, subjects: subjects ?? [], ...(refused && { refusal: refused }) },
  };
}

const withoutId: Refusal = { code: 'call_invalid', reason: 'a request without an id' };

// SECURITY: without the id, so that the error is not taken for the answer of the request that has it.
const idInUse = refuseLine(
  null,
  rpcErrorCodes.invalidRequest,
  'the id belongs to a request that has no answer yet',
);
