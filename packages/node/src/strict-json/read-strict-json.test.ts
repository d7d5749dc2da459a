import v8 from 'node:v8';
import vm from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readStrictJson, type StrictJsonFault } from './read-strict-json.ts';

const value = (text: string): unknown => {
  const result = readStrictJson(text);
  if (!result.ok) throw new Error(result.fault.message);
  return result.value;
};

const fault = (text: string, options = {}): StrictJsonFault => {
  const result = readStrictJson(text, options);
  if (result.ok) throw new Error(`accepted: ${text.slice(0, 80)}`);
  return result.fault;
};

describe('strict JSON (SPEC R30): what is accepted', () => {
  it.each(['null', 'true', 'false', '0', '""', '[]', '{}', ' \t\r\n[ 1 , "a" , { "b" : null } ] \n'])(
    'reads %j as JSON.parse does',
    (text) => {
      expect(value(text)).toEqual(JSON.parse(text));
    },
  );

  it('reads every escape and every character that needs none', () => {
    const text = '"\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\uD83D\\uDE00 \u007f\u2028日本😀"';
    expect(value(text)).toBe('"\\/\b\f\n\r\tA😀 \u007f\u2028日本😀');
  });

  it('gives objects without a prototype, so that `__proto__` and `constructor` are ordinary keys', () => {
    const read = value('{"__proto__":{"admin":true},"constructor":1}') as Record<string, unknown>;
    expect(Object.getPrototypeOf(read)).toBeNull();
    expect(Object.keys(read)).toEqual(['__proto__', 'constructor']);
    expect(Object.getOwnPropertyDescriptor(read, '__proto__')?.value).toEqual({ admin: true });
    expect((read as { admin?: unknown }).admin).toBeUndefined();
  });

  it('reads what JSON.stringify writes, whatever it is', () => {
    const anything = fc.jsonValue({ maxDepth: 6, depthSize: 'large' });
    fc.assert(
      fc.property(anything, fc.constantFrom(0, 2), (given, indent) => {
        const text = JSON.stringify(given, null, indent);
        expect(JSON.stringify(value(text))).toBe(JSON.stringify(JSON.parse(text)));
      }),
      { numRuns: 2000 },
    );
  });

  it('accepts nothing that JSON.parse refuses, and reads the same, on texts with random damage', () => {
    const pieces = fc.constantFrom(
      '"',
      '\\',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '0',
      '-',
      '.',
      'e',
      '1',
      '\u0000',
      '\\u',
      ' ',
      'null',
      '\ud800',
      '\ufeff',
      '/*',
    );
    const damage = fc.record({ at: fc.nat(), cut: fc.nat(3), put: pieces });
    let accepted = 0;
    let refusedByParse = 0;
    fc.assert(
      fc.property(fc.json(), fc.array(damage, { minLength: 1, maxLength: 3 }), (json, damages) => {
        const text = damages.reduce((old, { at, cut, put }) => {
          const place = at % (old.length + 1);
          return old.slice(0, place) + put + old.slice(place + cut);
        }, json);
        const result = readStrictJson(text);
        if (result.ok) {
          accepted++;
          expect(JSON.stringify(result.value)).toBe(JSON.stringify(JSON.parse(text)));
        } else if (result.faults.every((one) => one.code === 'syntax')) {
          refusedByParse++;
          expect(() => JSON.parse(text)).toThrow(SyntaxError);
        }
      }),
      { numRuns: 20_000 },
    );
    expect(accepted).toBeGreaterThan(100);
    expect(refusedByParse).toBeGreaterThan(100);
  });
});

describe('strict JSON (SPEC R30): what is refused', () => {
  it.each([
    ['', 'the text ends where a value had to follow', 1],
    ['   ', 'the text ends where a value had to follow', 4],
    ['{} {}', 'expected the end of the text, found `{`', 4],
    ['[1]x', 'expected the end of the text, found `x`', 4],
    ['[1,]', 'JSON has no comma before `]`', 4],
    ['{"a":1,}', 'JSON has no comma before `}`', 8],
    ['{,}', 'expected a key in double quotes, found `,`', 2],
    ['{a:1}', 'expected a key in double quotes, found `a`', 2],
    ['{"a" 1}', 'expected `:`, found `1`', 6],
    ['{"a":1 "b":2}', 'expected `,` or `}`, found `"`', 8],
    ['[1 2]', 'expected `,` or `]`, found `2`', 4],
    ['[1}', 'expected `,` or `]`, found `}`', 3],
    ["['a']", "expected a value, found `'`: JSON strings stand in double quotes", 2],
    ['[1] // one', 'expected the end of the text, found `/`: JSON has no comments', 5],
    ['[01]', 'a number begins with a superfluous `0`', 2],
    ['[-]', 'expected a digit, found `]`', 3],
    ['[1.]', 'expected a digit, found `]`', 4],
    ['[.5]', 'expected a value, found `.`', 2],
    ['[1e]', 'expected a digit, found `]`', 4],
    ['[+1]', 'expected a value, found `+`', 2],
    ['[NaN]', 'expected a value, found `N`', 2],
    ['[nul]', 'expected a value, found `n`', 2],
    ['["a', 'this string is never closed', 2],
    ['["a\\', 'this escape is none of JSON’s', 4],
    ['["\\x41"]', 'this escape is none of JSON’s', 3],
    ['["\\u12G4"]', 'this escape is none of JSON’s', 3],
    ['["a\nb"]', 'a control character in a string is written as an escape', 4],
    ['[\u00a0]', 'expected a value, found `\u00a0`', 2],
    ['[\u0007]', 'expected a value, found `\\u{7}`', 2],
    ['\ufeff{}', 'the text begins with a byte order mark, save it without one', 1],
  ])('%j: %s', (text, message, column) => {
    expect(fault(text)).toMatchObject({ code: 'syntax', message, line: 1, column });
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });

  it('a key given twice, whatever its spelling, with its place', () => {
    expect(fault('{"a": 1,\n "\\u0061": 2}')).toEqual({
      code: 'duplicate_key',
      message: 'duplicate key `a`',
      offset: 10,
      line: 2,
      column: 2,
      path: ['a'],
    });
    expect(fault('{"__proto__":1,"__proto__":2}').code).toBe('duplicate_key');
    expect(fault('{"a":null,"a":null}').code).toBe('duplicate_key');
    expect(fault('{"x":[{"a":{},"a":0}]}').path).toEqual(['x', 0, 'a']);
  });

  it.each([
    '1e400',
    '-1e400',
    '1e-400',
    '9007199254740993',
    '0.1000000000000000055',
    '1152921504606846976',
    '123456789012345678901',
    '0.30000000000000001',
  ])('the number %s, which is written back as another one', (number) => {
    expect(fault(`{"n":[0,${number}]}`)).toMatchObject({ code: 'number_changes', path: ['n', 1], column: 9 });
  });

  it.each([
    '1.0',
    '1e2',
    '1E+2',
    '10e-1',
    '0.10',
    '1e23',
    '1e21',
    '0e999',
    '0.0',
    '9007199254740992',
    '100000000000000000000',
    '5e-324',
    '1.7976931348623157e308',
    '3.141592653589793',
    '0.000001',
    '1e-7',
  ])('but not the number %s', (number) => {
    expect(value(number)).toBe(JSON.parse(number));
  });

  it('reads -0 as the 0 that it is written back as', () => {
    expect(Object.is(value('-0'), 0)).toBe(true);
    expect(Object.is(value('-0.0e1'), 0)).toBe(true);
  });

  it('half of a surrogate pair in a value or a key, written out or escaped', () => {
    expect(fault('["\ud800"]')).toMatchObject({ code: 'lone_surrogate', path: [0], column: 2 });
    expect(fault('["\\uDC00\\uD800"]').code).toBe('lone_surrogate');
    expect(fault('{"\\ud83d":1}').code).toBe('lone_surrogate');
    expect(value('["\\ud83d\\ude00"]')).toEqual(['😀']);
  });

  it('nesting beyond the limit, without using up the stack', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(readStrictJson(nested(128)).ok).toBe(true);
    expect(fault(nested(129))).toMatchObject({ code: 'too_deep', offset: 128 });
    expect(fault(nested(3), { maxDepth: 2 }).code).toBe('too_deep');
    expect(fault('{"a":'.repeat(2_000_000), { maxDepth: Number.POSITIVE_INFINITY }).code).toBe('too_deep');
    expect(readStrictJson(nested(1000), { maxDepth: 1e9 }).ok).toBe(true);
  });

  it('a text beyond the limit', () => {
    expect(fault('"abc"', { maxLength: 4 })).toMatchObject({ code: 'too_large', line: 1, column: 1 });
    expect(readStrictJson('"abc"', { maxLength: 5 }).ok).toBe(true);
    expect(fault('"abc"', { maxLength: Number.NaN }).code).toBe('too_large');
  });

  it('names all faults up to the one that ends the reading, in the order of the text', () => {
    const result = readStrictJson('{"a":1e400,"a":"\\ud800","b":[1e999],}');
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(result.faults.map(({ code, path }) => [code, path])).toEqual([
      ['number_changes', ['a']],
      ['duplicate_key', ['a']],
      ['lone_surrogate', ['a']],
      ['number_changes', ['b', 0]],
      ['syntax', []],
    ]);
    expect(result.fault).toBe(result.faults[0]);
  });

  it('stops after 100 faults', () => {
    const result = readStrictJson(`[${'1e400,'.repeat(500)}0]`);
    expect(result.ok ? [] : result.faults).toHaveLength(100);
  });

  it('never puts a value into a message', () => {
    for (const text of [
      '{"k":"s3cret\\x"}',
      '["s3cret',
      '{"k":1e400}',
      '{"k":"s3cret\\ud800"}',
      '{"k":"s3cret" "s3cret"}',
    ]) {
      expect(fault(text).message).not.toMatch(/s3cret|1e400/);
    }
  });
});

describe('strict JSON (SPEC R30): where values stand', () => {
  const text = '{\r\n  "a": [10, {"b\\n": "x"}],\n  "": true\n}';
  const result = readStrictJson(text);
  const locate = result.ok ? result.locate : () => undefined;

  it.each([
    [[], 'value', '1:1'],
    [['a'], 'key', '2:3'],
    [['a'], 'value', '2:8'],
    [['a', 0], 'value', '2:9'],
    [['a', 1], 'value', '2:13'],
    [['a', 1, 'b\n'], 'key', '2:14'],
    [['a', 1, 'b\n'], 'value', '2:21'],
    [[''], 'key', '3:3'],
    [[''], 'value', '3:7'],
  ] as const)('%j %s stands at %s', (path, part, place) => {
    const { line, column } = locate(path, part) ?? {};
    expect(`${line}:${column}`).toBe(place);
  });

  it('gives the nearest place around a key that is missing', () => {
    expect(locate(['a', 1, 'missing', 'deeper'], 'value')).toEqual({ line: 2, column: 13 });
    expect(locate(['missing'], 'key')).toEqual({ line: 1, column: 1 });
  });
});

describe('strict JSON (SPEC R30): what it costs', () => {
  it('keeps no message alive for the sake of one name that was in it', () => {
    v8.setFlagsFromString('--expose-gc');
    const collect = vm.runInNewContext('gc') as () => void;
    collect();
    const before = process.memoryUsage().heapUsed;
    const names = Array.from({ length: 40 }, (_, index) => {
      const message = JSON.stringify({ name: `a_tool_with_a_long_name_${index}`, pad: 'x'.repeat(1e6) });
      return (value(message) as { name: string }).name;
    });
    collect();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(20e6);
    expect(names).toHaveLength(40);
  });
});
