import { type AuditRecord, type AuditSink, consoleLogger, type Logger } from '@proviso/core';
import { LogFile } from './log-file.ts';
import { formatLogLine } from './log-line.ts';
import type { GapRecord } from './logged-record.ts';

/** How a decision log is kept. */
export interface DecisionLogOptions {
  /** `required`: no record, no call. `best-effort`: a record that cannot be written is counted and reported. */
  readonly mode: 'required' | 'best-effort';
  /** Milliseconds since 1970, for the records' times. Default: the system's clock. */
  readonly clock?: () => number;
  /** Default: warnings on the console. */
  readonly logger?: Logger;
}

/** Decision records in a file of JSON lines (SPEC R28). */
export interface DecisionLog extends AuditSink {
  /**
   * Adds one line. In `required` mode it resolves once the line is on the disk, and rejects when that cannot be;
   * in `best-effort` mode it never throws, and the next line that can be written is preceded by
   * `{"kind":"gap","lost":N}`.
   */
  append(record: AuditRecord): void | Promise<void>;
  /** Closes the file and opens the path anew. Needed only where a moved file cannot be noticed. Throws like opening. */
  reopen(): void;
  /** Writes what is still to be written and closes the file. Appending afterwards fails. */
  close(): Promise<void>;
}

/**
 * Opens a decision log: one append-only file, made with mode 0600, one line for each record, one write for each
 * line. Symbolic links are followed, so that a log can be kept elsewhere; keep the file in a folder that only its
 * owner can write to. A `required` log is a regular file, at the end of the links too: a device such as
 * `/dev/null` takes records without keeping them, so it is refused, whenever the path is found to lead there.
 *
 * A file that was moved or deleted meanwhile is made anew at the next record. A half line at its end, of a
 * process that was killed, stays alone. Names from outside cannot break a line or reach a terminal: what a
 * terminal acts on is escaped.
 *
 * @throws when the file cannot be opened in `required` mode; in `best-effort` mode that is a warning, and each
 * record tries again
 */
export function openDecisionLog(path: string, options: DecisionLogOptions): DecisionLog {
  return new FileDecisionLog(path, options);
}

class FileDecisionLog implements DecisionLog {
  readonly mode: 'required' | 'best-effort';
  readonly #path: string;
  readonly #clock: () => number;
  readonly #logger: Logger;
  #file: LogFile | undefined;
  #lost = 0;
  #closed = false;

  constructor(path: string, { mode, clock = Date.now, logger = consoleLogger }: DecisionLogOptions) {
    // SECURITY: a mode that is not known is the strict one.
    this.mode = mode === 'best-effort' ? 'best-effort' : 'required';
    this.#path = path;
    this.#clock = clock;
    this.#logger = logger;
    try {
      this.#file = new LogFile(path, this.mode);
    } catch (fault) {
      if (this.mode === 'required') throw fault;
      this.#warn('the decision log cannot be opened', fault);
    }
  }

  append(record: AuditRecord): void | Promise<void> {
    if (this.mode === 'best-effort') return this.#appendIfPossible(record);
    return this.#appendAndFlush(record);
  }

  reopen(): void {
    if (this.#closed) throw new Error('the decision log is closed');
    this.#release();
    this.#file = new LogFile(this.#path, this.mode);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    try {
      if (this.#lost > 0) this.#openFile().write(this.#gapLine());
    } catch (fault) {
      this.#warn(`the decision log was closed with ${this.#lost} records lost`, fault);
    }
    this.#closed = true;
    await this.#file?.close();
  }

  async #appendAndFlush(record: AuditRecord): Promise<void> {
    try {
      await this.#write(record).flush();
    } catch (fault) {
      this.#lost++;
      throw fault;
    }
  }

  #appendIfPossible(record: AuditRecord): void {
    const lost = this.#lost;
    try {
      this.#write(record);
      if (lost > 0) this.#warn(`the decision log is written again, ${lost} records were lost`);
    } catch (fault) {
      this.#lost++;
      if (lost === 0) this.#warn('the decision log cannot be written, records are lost', fault);
    }
  }

  #write(record: AuditRecord): LogFile {
    const file = this.#openFile();
    const line = formatLogLine({ time: this.#now(), ...record });
    file.write(this.#lost > 0 ? this.#gapLine() + line : line);
    this.#lost = 0;
    return file;
  }

  #openFile(): LogFile {
    if (this.#closed) throw new Error('the decision log is closed');
    if (this.#file !== undefined && !this.#file.isAt(this.#path)) this.#release();
    this.#file ??= new LogFile(this.#path, this.mode);
    return this.#file;
  }

  #release(): void {
    const file = this.#file;
    this.#file = undefined;
    file?.close().catch((fault: unknown) => this.#warn('the old decision log could not be closed', fault));
  }

  #gapLine(): string {
    const gap: GapRecord = { kind: 'gap', lost: this.#lost };
    return formatLogLine({ time: this.#now(), ...gap });
  }

  #now(): string {
    return new Date(this.#clock()).toISOString();
  }

  #warn(message: string, cause?: unknown): void {
    try {
      this.#logger.warn(message, { path: this.#path, ...(cause !== undefined && { cause }) });
    } catch {
      // A logger that throws never changes an answer (SPEC R6).
    }
  }
}
