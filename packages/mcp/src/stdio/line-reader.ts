import type { Readable } from 'node:stream';
import { LineSplitter, type SplitLine } from './line-splitter.ts';

/** Reads a stream line by line, one at a time: while a line is worked on, nothing more is read. */
export interface LineReader {
  /** Resolves at the end of the stream, once the last line was worked on. */
  readonly ended: Promise<void>;
  /** Resolves at the end of the stream, whether or not its last lines were worked on. */
  readonly sourceEnded: Promise<void>;
  /** How many chunks were read: tells whether a stream still moves. */
  readonly progress: number;
  /** Reads no more. */
  stop(): void;
}

/** How lines are read and what is done with them. */
export interface LineReaderOptions {
  readonly limit: number;
  onLine(line: SplitLine): Promise<void>;
  /** Hears that a line could not be worked on; no more are read. */
  onFault(cause: unknown): void;
}

/** Begins to read. */
export function readLines(stream: Readable, options: LineReaderOptions): LineReader {
  return new StreamReader(stream, options);
}

class StreamReader implements LineReader {
  readonly ended: Promise<void>;
  readonly sourceEnded: Promise<void>;
  readonly #stream: Readable;
  readonly #options: LineReaderOptions;
  readonly #splitter: LineSplitter;
  #work: Promise<void> = Promise.resolve();
  #stopped = false;
  progress = 0;

  constructor(stream: Readable, options: LineReaderOptions) {
    this.#stream = stream;
    this.#options = options;
    this.#splitter = new LineSplitter(options.limit);
    this.sourceEnded = new Promise((resolve) => {
      stream.once('end', resolve);
      stream.once('close', resolve);
      // A stream that broke gives no more lines.
      stream.on('error', () => resolve());
    });
    this.ended = this.sourceEnded.then(() => this.#work).then(() => this.#takeRest());
    stream.on('data', this.#onData);
  }

  stop(): void {
    this.#stopped = true;
    this.#stream.off('data', this.#onData);
    this.#stream.pause();
  }

  readonly #onData = (chunk: Buffer | string): void => {
    this.progress += 1;
    this.#stream.pause();
    this.#work = this.#work
      .then(() => this.#takeChunk(typeof chunk === 'string' ? Buffer.from(chunk) : chunk))
      .finally(() => {
        if (!this.#stopped) this.#stream.resume();
      });
  };

  async #takeChunk(chunk: Buffer): Promise<void> {
    for (const line of this.#splitter.push(chunk)) {
      if (this.#stopped) return;
      await this.#take(line);
    }
  }

  async #takeRest(): Promise<void> {
    const rest = this.#stopped ? undefined : this.#splitter.end();
    if (rest !== undefined) await this.#take(rest);
  }

  async #take(line: SplitLine): Promise<void> {
    try {
      await this.#options.onLine(line);
    } catch (cause) {
      this.stop();
      this.#options.onFault(cause);
    }
  }
}
