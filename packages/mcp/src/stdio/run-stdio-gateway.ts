import { randomBytes, randomUUID } from 'node:crypto';
import { constants } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import type { AuditSink, DecisionPoint, Logger } from '@proviso/core';
import { createMessageJudge } from '../judge/message-judge.ts';
import type { CallerIdentity } from '../judge/subject.ts';
import { createGatewaySession, type GatewaySession } from '../session/gateway-session.ts';
import { createSafeLogger } from '../session/safe-logger.ts';
import { createEscapingLogger } from './escaping-logger.ts';
import { type LineReader, readLines } from './line-reader.ts';
import { createLineWriter } from './line-writer.ts';
import { type ServerExit, type ServerProcess, SpawnFault, startServer } from './server-process.ts';

/** What a gateway in front of one server needs. */
export interface StdioGatewayOptions extends CallerIdentity {
  readonly command: string;
  readonly args?: readonly string[];
  /** The server's whole environment. Default: the gateway's own. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Who answers; asked at each call, so a policy that is swapped counts from the next call on. */
  readonly engine: DecisionPoint;
  /** Where decisions and outcomes are kept. Default: nowhere. */
  readonly audit?: AuditSink;
  /** Default: lines that begin with `proviso: ` on `errorOutput`. */
  readonly logger?: Logger;
  readonly input?: Readable;
  readonly output?: Writable;
  readonly errorOutput?: Writable;
  /** The longest message of either side. Default 32 MiB. */
  readonly maxMessageBytes?: number;
  /** Is given what to call after a change of policy; returns how to stop that. */
  readonly onPolicyChange?: (listener: () => void) => () => void;
  /** How long the server may take to end by itself, and again after it was told to. Default 2,000. */
  readonly graceMs?: number;
}

/** How a gateway ended. */
export interface StdioGatewayResult {
  /** The server's own status, 128 + n after signal n, 127 when its command was not found, 126 when it cannot run. */
  readonly exitCode: number;
}

const defaultLimit = 32 * 1024 * 1024;
const defaultGraceMs = 2000;
const passedSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a server behind a policy, as a server of its own on standard input and output (SPEC R30 to R35).
 *
 * Resolves when the server has ended, every open request of the client was answered, and nothing is left running.
 * Nothing but messages is ever written to `output`. Set `process.exitCode` from the result rather than calling
 * `process.exit`, which may cut off what is still on its way.
 */
export async function runStdioGateway(options: StdioGatewayOptions): Promise<StdioGatewayResult> {
  const { errorOutput = process.stderr, command, args = [], env, cwd } = options;
  const logger = createSafeLogger(options.logger ?? createEscapingLogger(errorOutput));
  const inherits = errorOutput === process.stderr;
  try {
    const server = await startServer({
      command,
      args,
      env,
      cwd,
      errorOutput: inherits ? 'inherit' : errorOutput,
    });
    return await new StdioGateway(server, { ...options, logger }).run();
  } catch (fault) {
    if (!(fault instanceof SpawnFault)) throw fault;
    logger.warn(`${fault.message}: \`${command}\``, { cause: fault.cause });
    return { exitCode: fault.exitCode };
  }
}

class StdioGateway {
  readonly #server: ServerProcess;
  readonly #options: StdioGatewayOptions & { readonly logger: Logger };
  readonly #graceMs: number;
  #ending = false;
  #fault = false;

  constructor(server: ServerProcess, options: StdioGatewayOptions & { readonly logger: Logger }) {
    this.#server = server;
    this.#options = options;
    this.#graceMs = options.graceMs ?? defaultGraceMs;
  }

  async run(): Promise<StdioGatewayResult> {
    const {
      input = process.stdin,
      output = process.stdout,
      maxMessageBytes: limit = defaultLimit,
    } = this.#options;
    const toClient = createLineWriter(output, () => this.#end());
    const toServer = createLineWriter(this.#server.input, () => this.#end());
    const session = this.#createSession(toServer.write.bind(toServer), toClient.write.bind(toClient));
    const onFault = (cause: unknown): void => this.#failed(cause);
    const fromServer = readLines(this.#server.output, {
      limit,
      onFault,
      onLine: (line) =>
        line.kind === 'line' ? session.takeServerLine(line.bytes) : session.takeLongServerLine(line),
    });
    const fromClient = readLines(input, {
      limit,
      onFault,
      onLine: (line) =>
        line.kind === 'line' ? session.takeClientLine(line.bytes) : session.takeLongClientLine(),
    });
    const releaseSignals = this.#passSignals();
    const unsubscribe = this.#options.onPolicyChange?.(() => {
      session.policyChanged().catch(onFault);
    });
    void this.#endAfter(fromClient, session);
    void fromServer.ended.then(() => this.#end());
    const exit = await this.#server.exited;
    await this.#server.endRest(this.#graceMs / 4);
    await this.#drained(fromServer);
    fromClient.stop();
    fromServer.stop();
    unsubscribe?.();
    const reason = this.#fault ? 'the gateway has failed' : reasonOf(exit);
    await within(this.#graceMs, session.close(reason).catch(onFault));
    await within(this.#graceMs, toClient.flush());
    releaseSignals();
    this.#server.output.destroy();
    const exitCode = statusOf(exit);
    return { exitCode: this.#fault && exitCode === 0 ? 1 : exitCode };
  }

  #createSession(
    toServer: GatewaySessionWrites['toServer'],
    toClient: GatewaySessionWrites['toClient'],
  ): GatewaySession {
    const { engine, audit, logger, agent, callers, principal, session } = this.#options;
    return createGatewaySession({
      judge: createMessageJudge({ engine, agent, callers, principal, session }),
      engine,
      audit,
      logger,
      createCallId: randomUUID,
      createRandomName: () => randomBytes(16).toString('hex'),
      toServer,
      toClient,
    });
  }

  /** What a client sent before it left still goes to the server, unless that takes too long. */
  async #endAfter(reader: LineReader, session: GatewaySession): Promise<void> {
    await reader.sourceEnded;
    const rest = reader.ended.then(() => session.settled());
    await within(
      this.#graceMs,
      rest.catch(() => undefined),
    );
    this.#end();
  }

  /** After a fault of the gateway's own nothing crosses any more: open requests get an error, the server is ended. */
  #failed(cause: unknown): void {
    this.#fault = true;
    this.#options.logger.warn('the gateway has failed and ends', { cause });
    this.#end();
  }

  /** Begins to end the server. It has ended when `exited` says so. */
  #end(): void {
    if (this.#ending) return;
    this.#ending = true;
    void this.#server.end(this.#graceMs);
  }

  /** The first signal is passed on and ends the server in good order, the second kills. */
  #passSignals(): () => void {
    const pass = (signal: NodeJS.Signals): void => {
      this.#server.signal(this.#signalled ? 'SIGKILL' : signal);
      this.#signalled = true;
      this.#end();
    };
    for (const signal of passedSignals) process.on(signal, pass);
    return () => {
      for (const signal of passedSignals) process.off(signal, pass);
    };
  }

  #signalled = false;

  /** What the server wrote before it ended still reaches the client, unless nothing moves any more. */
  async #drained(reader: LineReader): Promise<void> {
    for (let seen = -1; seen !== reader.progress; ) {
      seen = reader.progress;
      if (await within(this.#graceMs, reader.ended)) return;
    }
  }
}

interface GatewaySessionWrites {
  readonly toServer: (line: Uint8Array | string) => Promise<void>;
  readonly toClient: (line: Uint8Array | string) => Promise<void>;
}

function reasonOf({ code, signal }: ServerExit): string {
  return signal === null ? `the server ended with status ${code}` : `the server was ended by ${signal}`;
}

function statusOf({ code, signal }: ServerExit): number {
  if (signal === null) return code ?? 1;
  return 128 + constants.signals[signal];
}

async function within(ms: number, work: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, ms, false);
  });
  const done = await Promise.race([work.then(() => true), late]);
  clearTimeout(timer);
  return done;
}
