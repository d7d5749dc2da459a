import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMistakenKey } from './mistaken-key.ts';
import { readCallLine } from './read-call-line.ts';

describe('readCallLine (SPEC R8, R26)', () => {
  it('reads a call as it is written', () => {
    expect(readCallLine('{"tool":"a","args":{"__proto__":1},"agent":null}')).toMatchObject({
      ok: true,
      call: { tool: 'a', agent: null },
    });
  });

  it('takes half a surrogate pair for part of a name, which may be any string (R5)', () => {
    expect(readCallLine('{"tool":"\\ud800"}')).toEqual({ ok: true, call: { tool: '\ud800' } });
  });

  it.each([
    ['{"tool":"a","args":{"x":1,"x":2}}', 'args_invalid'],
    ['{"tool":"a","args":{"x":}}', 'args_invalid'],
    ['{"tool":"a","args":{},"args":{}}', 'call_invalid'],
    ['{"tool":"a","tool":"\\ud800"}', 'call_invalid'],
    ['{"tool":"a","args":{"x":1,"x":2},"args":1}', 'call_invalid'],
    [
      `{"tool":"a","args":{${Array.from({ length: 120 }, (_, i) => `"${i}":"\\ud800"`).join(',')}}`,
      'args_invalid',
    ],
  ])('%s is %s', (line, code) => {
    expect(readCallLine(line)).toMatchObject({ ok: false, code });
  });

  it('never throws, whatever the line', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (line) => {
        expect(typeof readCallLine(line).ok).toBe('boolean');
      }),
    );
  });
});

describe('findMistakenKey', () => {
  it.each([
    ['agnet', 'agent'],
    ['agentId', 'agent'],
    ['Agent', 'agent'],
    ['agents', 'agent'],
    ['arguments', 'args'],
    ['arg', 'args'],
    ['ARGS', 'args'],
    ['tool_name', 'tool'],
    ['name', 'tool'],
    ['tol', 'tool'],
    ['caller', 'callers'],
    ['ｔool', 'tool'],
    ['principle', undefined],
    ['prinicpal', 'principal'],
  ])('takes `%s` for `%s`', (key, meant) => {
    expect(findMistakenKey(['tool', key])?.meant).toBe(meant);
  });

  it.each(['id', 'note', 'time', 'comment', 'version', '_meta', '__proto__', 'x'.repeat(1000), ''])(
    'leaves `%s` alone',
    (key) => {
      expect(findMistakenKey([key])).toBeUndefined();
    },
  );

  it('leaves the keys of a call alone', () => {
    const keys = ['tool', 'args', 'agent', 'callers', 'principal', 'session', 'context'];
    expect(findMistakenKey(keys)).toBeUndefined();
  });
});
