import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter, type SplitLine } from './line-splitter.ts';

function split(limit: number, chunks: readonly Buffer[]): SplitLine[] {
  const splitter = new LineSplitter(limit);
  const lines = chunks.flatMap((chunk) => [...splitter.push(chunk)]);
  const rest = splitter.end();
  return rest === undefined ? lines : [...lines, rest];
}

const texts = (lines: readonly SplitLine[]) =>
  lines.map((line) => (line.kind === 'line' ? line.bytes.toString() : `too long: ${line.size}`));

describe('lines do not depend on how the bytes arrive (R30)', () => {
  it('for any text cut anywhere', () => {
    const text = fc
      .array(fc.constantFrom('a', '\n', '\r', 'é', '\u2028', '𝒳', ''), { maxLength: 60 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.array(fc.nat(40), { maxLength: 8 }), (whole, cuts) => {
        const bytes = Buffer.from(whole);
        const places = [
          0,
          ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b),
          bytes.length,
        ];
        const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
        const expected = whole.split('\n');
        if (expected.at(-1) === '') expected.pop();
        expect(texts(split(1000, chunks))).toEqual(expected);
      }),
    );
  });
});

describe('a line beyond the limit (R30)', () => {
  it.each([1, 7, 100, 5000])('is not kept, whatever the size of the pieces: %d', (piece) => {
    const bytes = Buffer.from(`short\n${'x'.repeat(3000)}\nafter\n`);
    const chunks = Array.from({ length: Math.ceil(bytes.length / piece) }, (_, index) =>
      bytes.subarray(index * piece, (index + 1) * piece),
    );
    expect(texts(split(2000, chunks))).toEqual(['short', 'too long: 3000', 'after']);
  });

  it('shows its two ends', () => {
    const bytes = Buffer.from(`START${'x'.repeat(5000)}END\n`);
    const [line] = split(100, [bytes.subarray(0, 60), bytes.subarray(60, 3000), bytes.subarray(3000)]);
    expect(line).toMatchObject({ kind: 'too-long', size: 5008 });
    if (line?.kind !== 'too-long') throw new Error('kept');
    expect([line.head.startsWith('START'), line.tail.endsWith('END'), line.tail.length]).toEqual([
      true,
      true,
      512,
    ]);
  });

  it('of exactly the limit is kept', () => {
    expect(texts(split(4, [Buffer.from('abcd\nabcde\n')]))).toEqual(['abcd', 'too long: 5']);
  });
});
