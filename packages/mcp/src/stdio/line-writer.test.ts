import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLineWriter } from './line-writer.ts';

describe('a writer waits for its reader and survives its end (R35)', () => {
  it('each line gets one newline, short or long, bytes or text', async () => {
    const stream = new PassThrough({ highWaterMark: 1e6 });
    const writer = createLineWriter(stream, () => undefined);
    const long = 'é'.repeat(70_000);
    await writer.write('a');
    await writer.write(Buffer.from('b'));
    await writer.write(Buffer.from(long));
    expect(stream.read().toString()).toBe(`a\nb\n${long}\n`);
  });

  it('a write resolves only when the reader took what came before', async () => {
    const stream = new PassThrough({ highWaterMark: 4 });
    const writer = createLineWriter(stream, () => undefined);
    let written = 0;
    const all = (async () => {
      for (let index = 0; index < 10; index += 1) {
        await writer.write('12345678');
        written += 1;
      }
    })();
    await new Promise(setImmediate);
    expect(written).toBeLessThan(3);
    stream.resume();
    await all;
    expect(written).toBe(10);
  });

  it('lines for a reader that went away are lost, and that is told once', async () => {
    let closings = 0;
    const stream = new Writable({
      highWaterMark: 1,
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
    });
    const writer = createLineWriter(stream, () => {
      closings += 1;
    });
    await writer.write('a');
    await writer.write('b');
    await writer.flush();
    expect([writer.closed, closings]).toEqual([true, 1]);
  });
});
