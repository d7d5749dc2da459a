import type { Decision, DecisionPoint, JsonObject } from '@proviso/core';
import { errorLine, type RequestId, rpcErrorCodes } from '../message/json-rpc.ts';
import { policyDenials } from './caller-view.ts';
import { Connection, isModernRequest } from './connection.ts';
import { denialError, denialResultLine } from './denial-answer.ts';
import { judgeClientLine, refuseLine } from './judge-client-line.ts';
import { judgeLongServerLine, judgeServerLine } from './judge-server-line.ts';
import { announceListChanges } from './list-changes.ts';
import { judgeEveryReading } from './strictest-reading.ts';
import type { CallerIdentity, Subject } from './subject.ts';
import type { ClientVerdict, DenialVerdict, JudgedMessage, ServerVerdict } from './verdict.ts';

/** What a judge needs to know. */
export interface MessageJudgeOptions extends CallerIdentity {
  /** Asked for what lists show; whether a call may run is the guard's question. */
  readonly engine: DecisionPoint;
}

/** Judges the messages of one connection. Lines come and go without their newlines. */
export interface MessageJudge {
  judgeClientLine(line: Uint8Array): ClientVerdict;
  /** For a line of the client that was too long to be kept. */
  judgeLongClientLine(): ClientVerdict;
  judgeServerLine(line: Uint8Array): ServerVerdict;
  /** For a line of the server of which only the two ends were kept. Whoever waits for it is told. */
  judgeLongServerLine(ends: { readonly head: string; readonly tail: string }): ServerVerdict;
  /** The line of a judged message as it goes to the server: what was judged, written anew. From then on it can be answered. */
  forwardLine(judged: JudgedMessage, args: JsonObject): string;
  /** Answers a message that was denied. */
  deny(
    judged: JudgedMessage,
    denied: { readonly subject: Subject; readonly decision: Decision },
  ): DenialVerdict;
  /** The error for a request that will get no other answer; `undefined` when it has had one. */
  fail(id: RequestId, message: string): string | undefined;
  /** The errors for all requests of the client that have no answer yet. */
  failAll(message: string): readonly string[];
  /** True once the server answers a call of the gateway's own as it answers the client's. */
  mayProbe(judged: JudgedMessage): boolean;
  /** Announces a request of the gateway's own, so that its answer is told from one nobody asked for. */
  expectProbe(id: string): void;
  /** What to tell the client after the policy changed: one line for each list that looks different now. */
  announceListChanges(): readonly string[];
}

/**
 * Makes the judge of one connection: each line gives one verdict, without any input or output (SPEC R30 to R34).
 * What is not judged crosses as the very bytes that came.
 */
export function createMessageJudge({ engine, ...identity }: MessageJudgeOptions): MessageJudge {
  const connection = new Connection(judgeEveryReading(engine), identity);
  const failure = (id: RequestId, message: string): string =>
    errorLine(id, { code: rpcErrorCodes.connectionClosed, message });
  const open = connection.fromClient;
  return {
    judgeClientLine: (line) => judgeClientLine(connection, line),
    judgeLongClientLine: () => refuseLine(null, rpcErrorCodes.invalidRequest, 'the message is too long'),
    judgeServerLine: (line) => judgeServerLine(connection, line),
    judgeLongServerLine: (ends) => judgeLongServerLine(connection, ends),
    forwardLine: (judged, args) => {
      const line = forwardLine(judged, args);
      if (judged.id !== undefined) open.sent(judged.id);
      return line;
    },
    deny: (judged, denied) => deny(connection, judged, denied),
    fail: (id, message) => (open.take(id) === undefined ? undefined : failure(id, message)),
    failAll: (message) => open.takeAll().map(({ id }) => failure(id, message)),
    mayProbe: ({ message }) => connection.initialized || isModernRequest(message.params),
    expectProbe: (id) => void connection.probes.add(id),
    announceListChanges: () => announceListChanges(connection),
  };
}

function forwardLine({ message, subjects }: JudgedMessage, args: JsonObject): string {
  const { params, value } = message;
  const kind = subjects[0]?.kind;
  const carriesArguments = kind === 'tool' || kind === 'prompt';
  if (!carriesArguments || params === undefined || !Object.hasOwn(params, 'arguments'))
    return JSON.stringify(value);
  return JSON.stringify({ ...value, params: { ...params, arguments: args } });
}

function deny(
  connection: Connection,
  { id, message }: JudgedMessage,
  { subject, decision }: { readonly subject: Subject; readonly decision: Decision },
): DenialVerdict {
  if (id === undefined || connection.fromClient.take(id) === undefined) return { kind: 'silent' };
  if (subject.kind === 'method' && policyDenials.has(decision.code)) {
    return { kind: 'answer', line: errorLine(id, methodNotFound) };
  }
  if (subject.kind !== 'tool' || typeof subject.call.tool !== 'string') {
    return { kind: 'answer', line: errorLine(id, denialError(subject, decision)) };
  }
  if (connection.view.hides(subject.name)) return { kind: 'unknown-tool', id, tool: subject.name };
  const isModern = isModernRequest(message.params);
  return { kind: 'answer', line: denialResultLine(id, { subject, decision }, isModern) };
}

/** What servers answer to a method they do not have. */
const methodNotFound = { code: rpcErrorCodes.methodNotFound, message: 'Method not found' };
