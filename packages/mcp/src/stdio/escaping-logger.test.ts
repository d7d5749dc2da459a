import { PassThrough, Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { createEscapingLogger } from './escaping-logger.ts';

it('a warning is one line, and nothing in it acts on the terminal', () => {
  const output = new PassThrough();
  createEscapingLogger(output).warn('a\nproviso: b\u001b[31m\u202e\u200b\u0085', {
    cause: new Error('c\r\nd'),
  });
  expect(output.read().toString()).toBe(
    'proviso: a\\u{a}proviso: b\\u{1b}[31m\\u{202e}\\u{200b}\\u{85}: c\\u{d}\\u{a}d\n',
  );
});

it('a warning that nobody reads any more stops nothing', async () => {
  const output = new Writable({ write: (_chunk, _encoding, done) => done(new Error('write EPIPE')) });
  createEscapingLogger(output).warn('a');
  await new Promise(setImmediate);
  expect(output.destroyed).toBe(true);
});

it('warnings that nobody reads are counted, not kept', () => {
  const output = new Writable({
    write: () => undefined,
  });
  const logger = createEscapingLogger(output);
  for (let count = 0; count < 90; count += 1) logger.warn('x'.repeat(4000));
  expect(output.writableLength).toBeLessThan(80_000);
});

it('a flood of warnings is cut short, and the next one says so', async () => {
  const output = new PassThrough({ highWaterMark: 1e6 });
  const logger = createEscapingLogger(output);
  for (let count = 0; count < 1000; count += 1) logger.warn('a');
  await new Promise((resolve) => setTimeout(resolve, 1100));
  logger.warn('b');
  const lines = String(output.read()).trimEnd().split('\n');
  expect(lines.length).toBeLessThan(400);
  expect(lines.some((line) => /^proviso: \d+ warnings were left out$/.test(line))).toBe(true);
  expect(lines.at(-1)).toBe('proviso: b');
});
