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
