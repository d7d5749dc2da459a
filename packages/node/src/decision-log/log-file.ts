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

const flushToDisk = promisify(fdatasync);
const closeFile = promisify(close);

/** One open file that lines are added to, and that may be flushed. */
export class LogFile {
  readonly #file: number;
  readonly #stats: Stats;
  /** True when the file ends within a line, so that the next one must begin with a newline. */
  #halfLine: boolean;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  /**
   * Opens the file for appending, readable by its owner alone when it is made here.
   *
   * @throws the system's error, and `TypeError` for a path that is neither a file nor a character device
   */
  constructor(path: string) {
    refuseOtherKinds(path);
    const created = statSync(path, { throwIfNoEntry: false }) === undefined;
    this.#file = openSync(path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT, 0o600);
    this.#stats = fstatSync(this.#file);
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
    if (!this.#stats.isFile()) return Promise.resolve();
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

/** A named pipe would block until somebody reads it. */
function refuseOtherKinds(path: string): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined || stats.isFile() || stats.isCharacterDevice()) return;
  throw new TypeError(
    `a decision log is a file, not a ${stats.isDirectory() ? 'directory' : 'pipe or socket'}`,
  );
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
