import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sha256 } from './sha256.ts';

const platform = (text: string) => createHash('sha256').update(text).digest('hex');

it('R25: agrees with the platform at every length across three blocks', () => {
  for (let length = 0; length <= 200; length += 1) {
    const text = 'a'.repeat(length);
    expect(sha256(text)).toBe(platform(text));
  }
});

it('R25: agrees with the platform on arbitrary well-formed text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), (text) => sha256(text) === platform(text)),
  );
});
