import {
  close,
  closeSync,
  constants,
  fdatasync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import type { AuditSink } from '@proviso/core';

const flushToDisk = promisify(fdatasync);
const closeFile = promisify(close);

const append = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT;
/** A named pipe that took the file's place is not waited for; regular files know no such waiting. */
const withoutWaiting = constants.O_NONBLOCK ?? 0;

/** One open file that lines are added to, and that may be flushed. */
export class LogFile {
  readonly #file: number;
  readonly #stats: Stats;
  /** True when the file ends within a line, so that the next one must begin with a newline. */
  #halfLine: boolean;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  /**
   * Opens the file for appending, readable by its owner alone when it is made here. Symbolic links are followed.
   *
   * @throws the system's error, and `TypeError` for what is no regular file, in `best-effort` mode for what is no
   * character device either
   */
  constructor(path: string, mode: AuditSink['mode']) {
    const before = statSync(path, { throwIfNoEntry: false });
    if (before !== undefined) refuseOtherKinds(before, mode);
    const created = before === undefined;
    this.#file = openSync(path, mode === 'required' ? append | withoutWaiting : append, 0o600);
    this.#stats = fstatSync(this.#file);
    try {
      // SECURITY: what was opened counts, the path may lead elsewhere by now.
      refuseOtherKinds(this.#stats, mode);
    } catch (fault) {
      closeSync(this.#file);
      throw fault;
    }
    this.#halfLine = this.#stats.isFile() && endsWithinLine(path, this.#stats.size);
    if (created) flushFolder(path);
  }

  /** True while the path still leads to this file: not after it was moved, deleted or replaced. */
  isAt(path: string): boolean {
    const now = statSync(path, { throwIfNoEntry: false });
    return now !== undefined && now.ino === this.#stats.ino && now.dev === this.#stats.dev;
  }

  /**
   * Adds lines in one write, so that processes which share the file do not mix theirs.
   *
   * @throws the system's error; what was written by then is closed off by the next line's newline
   */
  write(lines: string): void {
    const bytes = Buffer.from(this.#halfLine ? `\n${lines}` : lines);
    let written = 0;
    try {
      while (written < bytes.length) written += writeSync(this.#file, bytes, written);
      this.#halfLine = false;
    } catch (fault) {
      if (written > 0) this.#halfLine = bytes[written - 1] !== 0x0a;
      throw fault;
    }
  }

  /** Resolves when everything written before is on the disk. Those who wait at the same time share one flush. */
  flush(): Promise<void> {
    if (this.#running === undefined) {
      this.#running = this.#flushNow();
      return this.#running;
    }
    // INVARIANT: a flush that has begun need not cover what was written since.
    this.#next ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#running = this.#flushNow();
        this.#next = undefined;
        return this.#running;
      });
    return this.#next;
  }

  /** Closes the file after the flushes that are waited for. */
  async close(): Promise<void> {
    while (this.#running !== undefined) await (this.#next ?? this.#running).catch(() => undefined);
    await closeFile(this.#file);
  }

  async #flushNow(): Promise<void> {
    try {
      await flushToDisk(this.#file);
    } finally {
      if (this.#next === undefined) this.#running = undefined;
    }
  }
}

/**
 * SECURITY: a device takes a line and keeps nothing, as `/dev/null` does, so a record there would only look kept.
 * A named pipe would block until somebody reads it.
 */
function refuseOtherKinds(stats: Stats, mode: AuditSink['mode']): void {
  if (stats.isFile()) return;
  if (stats.isDirectory()) throw new TypeError('a decision log is a file, not a directory');
  if (!stats.isCharacterDevice()) throw new TypeError('a decision log is a file, not a pipe or socket');
  if (mode === 'required') throw new TypeError('a required decision log is a file, not a device');
}

function endsWithinLine(path: string, size: number): boolean {
  if (size === 0) return false;
  try {
    const file = openSync(path, 'r');
    try {
      const last = Buffer.alloc(1);
      return readSync(file, last, 0, 1, size - 1) !== 1 || last[0] !== 0x0a;
    } finally {
      closeSync(file);
    }
  } catch {
    // It may be written but not read: an empty line more does no harm.
    return true;
  }
}

/** Makes a new file's name as lasting as its content. Some file systems cannot, and need not. */
function flushFolder(path: string): void {
  try {
    const folder = openSync(dirname(path), 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  } catch {
    // The content is flushed in any case.
  }
}
