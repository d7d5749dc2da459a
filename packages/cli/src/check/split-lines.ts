/** One line of a stream: its bytes without the newline, or the news that it was longer than the limit. */
export type StreamLine = { readonly bytes: Buffer } | { readonly bytes: undefined };

/**
 * Splits a stream at its newlines and never holds more than one line of at most `limit` bytes. A last line without a
 * newline is a line.
 */
export async function* splitLines(stream: AsyncIterable<Buffer>, limit: number): AsyncGenerator<StreamLine> {
  let parts: Buffer[] = [];
  let length = 0;
  const take = (part: Buffer) => {
    length += part.length;
    if (length > limit) parts = [];
    else if (part.length > 0) parts.push(part);
  };
  const finish = (): StreamLine => {
    const line = length > limit ? { bytes: undefined } : { bytes: Buffer.concat(parts) };
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of stream) {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      take(chunk.subarray(start, end));
      yield finish();
      start = end + 1;
    }
    take(chunk.subarray(start));
  }
  if (length > 0) yield finish();
}
