import type { Writable } from 'node:stream';

/** Writes lines to a stream no faster than it takes them. */
export interface LineWriter {
  /** True once the other end is gone: lines are lost from then on. */
  readonly closed: boolean;
  /** Resolves when the next line may be written, or when the stream closed. Never rejects. */
  write(line: Uint8Array | string): Promise<void>;
  /** Resolves when everything written has left, or when the stream closed. */
  flush(): Promise<void>;
}

/** Takes a stream over for writing lines. `onClosed` is told once when the other end is gone. */
export function createLineWriter(stream: Writable, onClosed: () => void): LineWriter {
  return new StreamWriter(stream, onClosed);
}

const newline = Buffer.from('\n');

class StreamWriter implements LineWriter {
  readonly #stream: Writable;
  readonly #onClosed: () => void;
  readonly #blocked = new Set<() => void>();
  closed = false;

  constructor(stream: Writable, onClosed: () => void) {
    this.#stream = stream;
    this.#onClosed = onClosed;
    // EPIPE comes as an error; a stream destroyed by its owner just closes.
    stream.on('error', this.#close);
    stream.on('close', this.#close);
    stream.on('drain', this.#release);
  }

  async write(line: Uint8Array | string): Promise<void> {
    if (this.closed) return;
    // One write a line: a line is never mixed with another writer's.
    const accepted =
      typeof line === 'string'
        ? this.#stream.write(`${line}\n`)
        : this.#stream.write(line.length < 65_536 ? Buffer.concat([line, newline]) : this.#writeLong(line));
    if (!accepted && !this.closed) await new Promise<void>((resolve) => this.#blocked.add(resolve));
  }

  async flush(): Promise<void> {
    if (this.closed || this.#stream.writableLength === 0) return;
    await new Promise<void>((resolve) => {
      this.#blocked.add(resolve);
      this.#stream.write('', () => resolve());
    });
  }

  /** The line itself; its newline follows as a write of its own, so that a long line is not copied. */
  #writeLong(line: Uint8Array): Uint8Array {
    this.#stream.write(line);
    return newline;
  }

  readonly #release = (): void => {
    for (const resolve of this.#blocked) resolve();
    this.#blocked.clear();
  };

  readonly #close = (): void => {
    if (this.closed) return;
    this.closed = true;
    this.#release();
    this.#onClosed();
  };
}
