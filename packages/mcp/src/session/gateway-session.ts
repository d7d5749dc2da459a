import {
  type AuditSink,
  createGuard,
  type DecisionPoint,
  type Guard,
  isToolPolicyViolation,
  type JsonObject,
  type Logger,
  refuseAll,
} from '@proviso/core';
import type { MessageJudge } from '../judge/message-judge.ts';
import type { PendingRequest } from '../judge/pending-requests.ts';
import { judgeEveryReading } from '../judge/strictest-reading.ts';
import type { Subject } from '../judge/subject.ts';
import type { ClientVerdict, JudgedMessage, ServerVerdict } from '../judge/verdict.ts';
import { keyOfId } from '../message/json-rpc.ts';
import { createSafeLogger } from './safe-logger.ts';
import { UnknownToolAnswers } from './unknown-tool-answers.ts';
import { type OutgoingLine, WaitingCalls } from './waiting-calls.ts';

/** What a session needs from the two connections it stands between. */
export interface GatewaySessionOptions {
  readonly judge: MessageJudge;
  readonly engine: DecisionPoint;
  readonly audit?: AuditSink | undefined;
  readonly logger: Logger;
  readonly createCallId: () => string;
  /** Something nobody can guess, for the name of a tool that no server has. */
  readonly createRandomName: () => string;
  /** How long the server may take to answer a call of a tool it does not have. */
  readonly probeWaitMs?: number;
  /** Resolves when the next line may be sent. Never rejects: a line for a closed connection is lost. */
  toServer(line: OutgoingLine): Promise<void>;
  toClient(line: OutgoingLine): Promise<void>;
}

/** One client's connection to one server, with a policy between them. Knows no process and no stream. */
export interface GatewaySession {
  /** Takes one line of the client. Resolves when the next may come: in the order of the client. Rejects for a fault of its own. */
  takeClientLine(line: Uint8Array): Promise<void>;
  /** Takes note of a line of the client that was too long to be kept. */
  takeLongClientLine(): Promise<void>;
  /** Takes one line of the server. Resolves when the next may come. Rejects for a fault of its own. */
  takeServerLine(line: Uint8Array): Promise<void>;
  /** Takes the two ends of a line of the server that was too long to be kept. */
  takeLongServerLine(ends: { readonly head: string; readonly tail: string }): Promise<void>;
  /** Tells the client which lists look different under the policy now in force. */
  policyChanged(): Promise<void>;
  /** Resolves once no answer of the gateway's own is under way. */
  settled(): Promise<void>;
  /** Answers every open request with an error: the server is gone. */
  close(reason: string): Promise<void>;
}

/** Thrown through the guard when the server's answer is an error, so that the record says so. */
class FailedCall extends Error {
  readonly line: OutgoingLine | undefined;

  constructor(line: OutgoingLine | undefined) {
    super('the call failed');
    this.line = line;
  }
}

/** Puts a judge, a guard and two connections together (SPEC R27, R31). */
export function createGatewaySession(options: GatewaySessionOptions): GatewaySession {
  return new Session(options);
}

class Session implements GatewaySession {
  readonly #options: GatewaySessionOptions;
  readonly #judge: MessageJudge;
  readonly #guard: Guard;
  readonly #unknownTools: UnknownToolAnswers;
  readonly #waiting = new WaitingCalls();
  readonly #running = new Map<JudgedMessage, Promise<void>>();
  #closed: string | undefined;

  constructor(options: GatewaySessionOptions) {
    this.#options = { ...options, logger: createSafeLogger(options.logger) };
    this.#judge = options.judge;
    this.#guard = this.#createGuard(judgeEveryReading(options.engine));
    this.#unknownTools = new UnknownToolAnswers(options);
  }

  async takeClientLine(line: Uint8Array): Promise<void> {
    return this.#followClient(this.#judge.judgeClientLine(line));
  }

  takeLongClientLine(): Promise<void> {
    return this.#followClient(this.#judge.judgeLongClientLine());
  }

  async takeServerLine(line: Uint8Array): Promise<void> {
    return this.#followServer(this.#judge.judgeServerLine(line));
  }

  takeLongServerLine(ends: { readonly head: string; readonly tail: string }): Promise<void> {
    return this.#followServer(this.#judge.judgeLongServerLine(ends));
  }

  async #followClient(verdict: ClientVerdict): Promise<void> {
    switch (verdict.kind) {
      case 'skip':
        return;
      case 'drop':
        return this.#warn(verdict.warning);
      case 'answer':
        this.#warn(verdict.warning);
        return this.#options.toClient(verdict.line);
      case 'forward':
        this.#forget(verdict.forgotten);
        return this.#options.toServer(verdict.line);
      case 'judge':
        return this.#admit(verdict.judged);
    }
  }

  async #followServer(verdict: ServerVerdict): Promise<void> {
    switch (verdict.kind) {
      case 'skip':
        return;
      case 'drop':
        return this.#warn(verdict.warning);
      case 'probe':
        return this.#unknownTools.learn(verdict.answer);
      case 'forward':
        return this.#options.toClient(verdict.line);
      case 'settle': {
        const judged = this.#waiting.settle(verdict.key, verdict);
        // The client gets the server's messages in the server's order, so the next one waits for this call's record.
        return judged && this.#running.get(judged);
      }
    }
  }

  async policyChanged(): Promise<void> {
    for (const line of this.#judge.announceListChanges()) await this.#options.toClient(line);
  }

  async settled(): Promise<void> {
    const waiting = new Set(this.#waiting.entries().map(([, judged]) => judged));
    await Promise.all([...this.#running].filter(([judged]) => !waiting.has(judged)).map(([, run]) => run));
  }

  async close(reason: string): Promise<void> {
    this.#closed = reason;
    this.#unknownTools.stop();
    for (const [key, judged] of this.#waiting.entries()) {
      this.#waiting.settle(key, { failed: true, line: this.#closedLine(judged) });
    }
    for (const line of this.#judge.failAll(reason)) await this.#options.toClient(line);
    await Promise.all(this.#running.values());
  }

  /** Resolves once the message went to the server, or was denied. */
  #admit(judged: JudgedMessage): Promise<void> {
    return new Promise((admitted) => {
      const run = this.#run(judged, admitted)
        .catch((cause: unknown) => this.#failUnexpectedly(judged, cause))
        .finally(() => {
          this.#running.delete(judged);
          admitted();
        });
      this.#running.set(judged, run);
    });
  }

  /** Whatever nobody thought of: the client gets an error, and nobody else notices. */
  async #failUnexpectedly({ id }: JudgedMessage, cause: unknown): Promise<void> {
    this.#options.logger.warn('a message could not be handled', { cause });
    const line = id === undefined ? undefined : this.#judge.fail(id, 'the request could not be handled');
    if (line !== undefined) await this.#options.toClient(line);
  }

  async #run(judged: JudgedMessage, admitted: () => void): Promise<void> {
    const { refusal, subjects } = judged;
    const guard =
      refusal === undefined ? this.#guard : this.#createGuard(refuseAll(refusal.code, refusal.reason));
    const deciding: { subject: Subject | undefined } = { subject: subjects[0] };
    const step = (index: number, args: JsonObject): Promise<OutgoingLine | undefined> => {
      const subject = subjects[index];
      if (subject === undefined) return this.#send(judged, { args, admitted });
      deciding.subject = subject;
      // Arguments that could not be read are nothing to make a digest of.
      const call = refusal === undefined ? subject.call : { ...subject.call, args: undefined };
      return guard.run(call, (snapshot) => step(index + 1, snapshot));
    };
    try {
      const line = await step(0, {});
      if (line !== undefined) await this.#options.toClient(line);
    } catch (fault) {
      await this.#answerFault(judged, { fault, subject: deciding.subject, admitted });
    }
  }

  /** Runs as the guarded tool: from here on the message has been allowed and recorded. */
  async #send(
    judged: JudgedMessage,
    { args, admitted }: { readonly args: JsonObject; readonly admitted: () => void },
  ): Promise<OutgoingLine | undefined> {
    // SECURITY: whatever way a refused message got here, it goes no further.
    if (judged.refusal !== undefined) throw new Error('a refused message is not sent');
    if (this.#closed !== undefined) throw new FailedCall(this.#closedLine(judged));
    const line = this.#judge.forwardLine(judged, args);
    if (judged.id === undefined) {
      await this.#options.toServer(line);
      return undefined;
    }
    const end = this.#waiting.expect(keyOfId(judged.id), judged);
    // Not awaited: a server may answer before its input has taken the whole line.
    void this.#options.toServer(line).then(admitted);
    const { failed, line: answer } = await end;
    if (failed) throw new FailedCall(answer);
    return answer;
  }

  /** Ends a cancelled call whose answer will not be waited for any longer. */
  #forget(request: PendingRequest | undefined): void {
    if (request !== undefined) this.#waiting.settle(keyOfId(request.id), { failed: true });
  }

  #closedLine({ id }: JudgedMessage): OutgoingLine | undefined {
    return id === undefined ? undefined : this.#judge.fail(id, this.#closed ?? 'the server is gone');
  }

  async #answerFault(
    judged: JudgedMessage,
    { fault, subject, admitted }: { fault: unknown; subject: Subject | undefined; admitted: () => void },
  ): Promise<void> {
    if (fault instanceof FailedCall) {
      if (fault.line !== undefined) await this.#options.toClient(fault.line);
      return;
    }
    const decision = isToolPolicyViolation(fault) ? fault.decision : undefined;
    if (decision === undefined || subject === undefined) {
      this.#warn('a message could not be judged, so it was not forwarded');
      const line =
        judged.id === undefined ? undefined : this.#judge.fail(judged.id, 'the call could not be judged');
      if (line !== undefined) await this.#options.toClient(line);
      return;
    }
    const verdict = this.#judge.deny(judged, { subject, decision });
    switch (verdict.kind) {
      case 'silent':
        return this.#warn(`dropped from the client: ${decision.message}`);
      case 'answer':
        return this.#options.toClient(verdict.line);
      case 'unknown-tool':
        admitted();
        return this.#options.toClient(await this.#unknownTools.answer(judged, verdict));
    }
  }

  #createGuard(engine: DecisionPoint): Guard {
    const { audit, logger, createCallId } = this.#options;
    return createGuard({ engine, logger, createCallId, ...(audit !== undefined && { audit }) });
  }

  #warn(message: string): void {
    this.#options.logger.warn(message);
  }
}
