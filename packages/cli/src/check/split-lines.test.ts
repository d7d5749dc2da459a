import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitLines } from './split-lines.ts';

async function split(chunks: readonly string[], limit = 1000): Promise<readonly (string | undefined)[]> {
  async function* stream() {
    for (const chunk of chunks) yield Buffer.from(chunk);
  }
  const lines: (string | undefined)[] = [];
  for await (const { bytes } of splitLines(stream(), limit)) lines.push(bytes?.toString());
  return lines;
}

describe('splitLines', () => {
  it('finds the same lines however the stream is cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.stringMatching(/^[ab\n]{0,5}$/)), async (chunks) => {
        const lines = chunks.join('').split('\n');
        if (lines.at(-1) === '') lines.pop();
        expect(await split(chunks)).toEqual(lines);
      }),
    );
  });

  it('gives a line over the limit as too long, once, and reads on', async () => {
    expect(await split(['aaaa', 'aa\nb', 'b\n', 'cccccc'], 5)).toEqual([undefined, 'bb', undefined]);
  });
});
