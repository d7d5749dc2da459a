/** A line without its newline, or the two ends of one that was too long to keep. */
export type SplitLine =
  | { readonly kind: 'line'; readonly bytes: Buffer }
  | { readonly kind: 'too-long'; readonly size: number; readonly head: string; readonly tail: string };

const newline = 0x0a;
const keptOfTooLong = 512;

/** Cuts a stream of bytes into lines. Never holds more than the limit of one line. */
export class LineSplitter {
  readonly #limit: number;
  #parts: Buffer[] = [];
  #size = 0;
  #head = '';
  #tail: Buffer = Buffer.alloc(0);

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The lines that end in a chunk. */
  *push(chunk: Buffer): Generator<SplitLine> {
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      this.#take(chunk.subarray(start, end));
      start = end + 1;
      yield this.#finish();
    }
    this.#take(chunk.subarray(start));
  }

  /** What came after the last newline, at the end of the stream. */
  end(): SplitLine | undefined {
    return this.#size === 0 ? undefined : this.#finish();
  }

  #take(part: Buffer): void {
    if (part.length === 0) return;
    this.#size += part.length;
    if (this.#size <= this.#limit) {
      this.#parts.push(part);
      return;
    }
    if (this.#parts.length > 0 || this.#head === '') {
      const kept = Buffer.concat([...this.#parts, part]);
      this.#head = kept.toString('latin1', 0, keptOfTooLong);
      this.#tail = Buffer.from(kept.subarray(-keptOfTooLong));
      this.#parts = [];
      return;
    }
    this.#tail = Buffer.from(
      Buffer.concat([this.#tail, part.subarray(-keptOfTooLong)]).subarray(-keptOfTooLong),
    );
  }

  #finish(): SplitLine {
    const line = this.#size <= this.#limit ? this.#wholeLine() : this.#ends();
    this.#parts = [];
    this.#size = 0;
    this.#head = '';
    this.#tail = Buffer.alloc(0);
    return line;
  }

  #wholeLine(): SplitLine {
    const [only] = this.#parts;
    return {
      kind: 'line',
      bytes: this.#parts.length === 1 && only !== undefined ? only : Buffer.concat(this.#parts),
    };
  }

  #ends(): SplitLine {
    return { kind: 'too-long', size: this.#size, head: this.#head, tail: this.#tail.toString('latin1') };
  }
}
