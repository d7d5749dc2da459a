import type { Decision, DecisionCode } from '../decide/decision.ts';
import type { DecisionPoint } from '../decide/decision-point.ts';
import { refusal } from '../decide/refusal.ts';
import { type TakenCall, takeToolCall } from '../decide/take-tool-call.ts';
import type { ToolCall } from '../decide/tool-call.ts';
import { digestJson } from '../json/canonical-json.ts';
import type { JsonObject } from '../json/json-value.ts';
import { assertInit } from '../kernel/assert-init.ts';
import { consoleLogger, informSafely, type Logger, warnSafely } from '../kernel/logger.ts';
import { ToolPolicyViolation } from '../kernel/tool-policy-violation.ts';
import type { AuditRecord, AuditSink, DecisionRecord } from './audit-record.ts';
import { decideSafely } from './decide-safely.ts';

/** What a guard is made of. */
export interface GuardOptions {
  /** Who answers. */
  readonly engine: DecisionPoint;
  /** Where decisions and outcomes are kept. Default: nowhere. */
  readonly audit?: AuditSink;
  /** Default: warnings on the console. */
  readonly logger?: Logger;
  /** Names each call in the records. Default: `call-1`, `call-2`, … of this guard. */
  readonly createCallId?: () => string;
}

/** What one run may be given beyond the call. */
export interface RunOptions {
  /** A signal that is aborted before the tool starts keeps it from starting. */
  readonly signal?: { readonly aborted: boolean; readonly reason?: unknown } | undefined;
}

/** Stands between a caller and its tools (a PEP). */
export interface Guard {
  /**
   * Takes the arguments as one frozen snapshot, decides, records, and then and only then runs the tool with that
   * snapshot (SPEC R27). Arguments that were absent reach the tool as an empty object.
   *
   * Rejects with a `ToolPolicyViolation` that carries the decision when the answer is not allow; with the signal's
   * reason when it was aborted; otherwise as the tool does.
   */
  run<T>(call: ToolCall, execute: (args: JsonObject) => T | PromiseLike<T>, options?: RunOptions): Promise<T>;
}

const noArguments: JsonObject = Object.freeze(Object.create(null));

/**
 * Makes a guard.
 *
 * @example
 * ```ts
 * const guard = createGuard({ engine });
 * await guard.run({ tool: 'read_file', agent: 'coder', args: { path: 'a.txt' } }, (args) => readFile(args));
 * ```
 */
export function createGuard(options: GuardOptions): Guard {
  assertInit(options, ['engine', 'audit', 'logger', 'createCallId']);
  if (typeof options?.engine?.decide !== 'function')
    throw new TypeError('`engine` is a decision point with `decide`');
  return new CallGuard(options);
}

class CallGuard implements Guard {
  readonly #engine: DecisionPoint;
  readonly #audit: AuditSink | undefined;
  readonly #logger: Logger;
  readonly #createCallId: () => string;

  constructor(options: GuardOptions) {
    this.#engine = options.engine;
    this.#audit = options.audit;
    this.#logger = options.logger ?? consoleLogger;
    this.#createCallId = options.createCallId ?? countCalls();
  }

  async run<T>(
    call: ToolCall,
    execute: (args: JsonObject) => T | PromiseLike<T>,
    options: RunOptions = {},
  ): Promise<T> {
    const { taken, decision } = this.#decide(call);
    const callId = this.#createCallId();
    const subject = taken === undefined ? readableNames(call) : namesOf(taken);
    const details = taken === undefined ? {} : detailsOf(taken);
    const final = await this.#record({ kind: 'decision', callId, ...subject, ...details, decision });
    // SECURITY: compared with allow; a taken call is missing only beside a denial.
    if (final.action !== 'allow' || taken === undefined) throw this.#violation(subject, final);
    throwIfAborted(options);
    return this.#execute(callId, taken, execute);
  }

  #decide(call: ToolCall): { readonly taken: TakenCall | undefined; readonly decision: Decision } {
    try {
      const result = takeToolCall(call);
      if (!result.ok) return { taken: undefined, decision: this.#refuse(result.code, result.message) };
      return { taken: result.call, decision: decideSafely(this.#engine, result.call, this.#logger) };
    } catch {
      const decision = this.#refuse('call_invalid', 'the call is invalid: it cannot be read');
      return { taken: undefined, decision };
    }
  }

  #refuse(code: DecisionCode, message: string): Decision {
    return refusal(code, message, this.#engine.policyDigest);
  }

  async #record(record: DecisionRecord): Promise<Decision> {
    const { decision } = record;
    if (this.#audit === undefined) return decision;
    try {
      await this.#audit.append(record);
      return decision;
    } catch (cause) {
      warnSafely(this.#logger, 'a decision could not be recorded', { cause });
      if (decision.action !== 'allow' || this.#audit.mode === 'best-effort') return decision;
      return refusal(
        'audit_unavailable',
        'the decision could not be recorded, which denies',
        decision.policyDigest,
      );
    }
  }

  #violation(names: CallNames, decision: Decision): ToolPolicyViolation {
    const violation = new ToolPolicyViolation(names.tool, names.agent, { decision });
    informSafely(this.#logger, violation.message, { code: decision.code, why: decision.message });
    return violation;
  }

  async #execute<T>(
    callId: string,
    call: TakenCall,
    execute: (args: JsonObject) => T | PromiseLike<T>,
  ): Promise<T> {
    try {
      const value = await execute(call.args ?? noArguments);
      await this.#recordOutcome({ kind: 'outcome', callId, ...namesOf(call), outcome: 'returned' });
      return value;
    } catch (fault) {
      await this.#recordOutcome({ kind: 'outcome', callId, ...namesOf(call), outcome: 'failed' });
      throw fault;
    }
  }

  async #recordOutcome(record: AuditRecord): Promise<void> {
    try {
      await this.#audit?.append(record);
    } catch (cause) {
      // The tool has run; its result is not taken from the caller because the second line is missing.
      warnSafely(this.#logger, 'an outcome could not be recorded', { cause });
    }
  }
}

interface CallNames {
  readonly tool: string;
  readonly agent?: string;
}

function namesOf({ tool, agent }: CallNames): CallNames {
  return { tool, ...(agent !== undefined && { agent }) };
}

function detailsOf({ callers, args }: TakenCall): Pick<DecisionRecord, 'callers' | 'argsDigest'> {
  return {
    ...(callers.length > 0 && { callers }),
    ...(args !== undefined && { argsDigest: digestJson(args) }),
  };
}

// What can be told of a call that was refused as unreadable.
function readableNames(call: ToolCall): CallNames {
  const agent = textOf(() => call.agent);
  return { tool: textOf(() => call.tool) ?? '', ...(agent !== undefined && { agent }) };
}

function textOf(read: () => unknown): string | undefined {
  try {
    const value = read();
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

function throwIfAborted({ signal }: RunOptions): void {
  if (signal?.aborted) throw signal.reason ?? new Error('the call was aborted before the tool started');
}

function countCalls(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `call-${count}`;
  };
}
