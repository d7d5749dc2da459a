import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../json/json-value.ts';
import { bareContext, judge, readPredicate, type Verdict } from '../../testing/read-predicate.ts';
import { cidrPredicate } from './cidr-predicate.ts';

interface Group {
  readonly threat: string;
  readonly cidr: readonly string[];
  readonly rows: readonly (readonly [value: string, verdict: Verdict])[];
}

const groups: readonly Group[] = [
  {
    threat: 'plain addresses',
    cidr: ['10.0.0.0/8', '192.168.1.0/25', '203.0.113.7', 'fd00::/8', '2001:db8::/47'],
    rows: [
      ['10.0.0.0', 'surely'],
      ['10.255.255.255', 'surely'],
      ['11.0.0.0', 'no'],
      ['9.255.255.255', 'no'],
      ['192.168.1.127', 'surely'],
      ['192.168.1.128', 'no'],
      ['203.0.113.7', 'surely'],
      ['203.0.113.8', 'no'],
      ['fd12:3456::1', 'surely'],
      ['FD12::1', 'surely'],
      ['[fd12::1]', 'surely'],
      ['fe80::1', 'no'],
      ['2001:db8:1::1', 'surely'],
      ['2001:db8:2::1', 'no'],
    ],
  },
  {
    threat: 'one address in every notation',
    cidr: ['127.0.0.1'],
    rows: [
      ['2130706433', 'surely'],
      ['0x7f000001', 'surely'],
      ['0X7F.1', 'surely'],
      ['127.1', 'surely'],
      ['127.0.1', 'surely'],
      ['017700000001', 'surely'],
      ['::ffff:127.0.0.1', 'surely'],
      ['::ffff:7f00:1', 'surely'],
      ['0:0:0:0:0:ffff:7f00:0001', 'surely'],
      ['[::ffff:127.0.0.1]', 'surely'],
      ['0177.0.0.1', 'possibly'],
      ['127.0.0.01', 'surely'],
      ['64:ff9b::127.0.0.1', 'possibly'],
      ['2002:7f00:1::', 'possibly'],
      ['::127.0.0.1', 'possibly'],
      ['2001:0:1:2:3:4:80ff:fffe', 'possibly'],
      ['fe80::5efe:127.0.0.1', 'possibly'],
      ['127.0.0.2', 'no'],
      ['::2', 'no'],
    ],
  },
  {
    threat: 'leading zeros, which are octal here and decimal there',
    cidr: ['10.0.0.0/8'],
    rows: [
      ['010.0.0.1', 'possibly'],
      ['012.0.0.1', 'possibly'],
      ['10.0.0.010', 'surely'],
      ['10.0.0.08', 'possibly'],
      ['010.010.010.010', 'possibly'],
      ['013.0.0.1', 'no'],
    ],
  },
  {
    threat: 'no address',
    cidr: ['10.0.0.0/8'],
    rows: [
      ['', 'possibly'],
      ['example.com', 'possibly'],
      ['10.0.0.0/8', 'possibly'],
      ['10.0.0.1:80', 'possibly'],
      ['http://10.0.0.1', 'possibly'],
      ['fe80::1%eth0', 'possibly'],
      ['10.0.0.256', 'possibly'],
      ['10.0.0.1.2', 'possibly'],
      ['10.0.0.', 'possibly'],
      ['10..0.1', 'possibly'],
      [' 10.0.0.1', 'possibly'],
      ['10.0.0.1\n', 'possibly'],
      [' 11.0.0.1', 'no'],
      ['10.0.0.1\u0000', 'possibly'],
      ['１０.0.0.1', 'possibly'],
      ['10。0。0。1', 'possibly'],
      ['-10.0.0.1', 'possibly'],
      ['10.0.0.1,11.0.0.1', 'possibly'],
      ['1::2::3', 'possibly'],
      [':::', 'possibly'],
      ['[10.0.0.1]', 'possibly'],
      ['4294967296', 'possibly'],
      ['9'.repeat(100_000), 'possibly'],
      [':'.repeat(100_000), 'possibly'],
    ],
  },
  {
    threat: 'blocks of everything, and of mapped addresses',
    cidr: ['0.0.0.0/0'],
    rows: [
      ['255.255.255.255', 'surely'],
      ['::ffff:1.2.3.4', 'surely'],
      ['fd00::1', 'no'],
    ],
  },
  {
    threat: 'every IPv6 address, mapped ones only possibly',
    cidr: ['::/0'],
    rows: [
      ['fd00::1', 'surely'],
      ['::ffff:1.2.3.4', 'possibly'],
      ['1.2.3.4', 'no'],
    ],
  },
];

describe.each(groups)('SPEC R48 cidr: $threat', ({ cidr, rows }) => {
  const read = readPredicate(cidrPredicate, cidr);
  it.each(rows)('%j holds: %s', (value, verdict) => {
    expect(judge(read, value)).toBe(verdict);
  });
});

describe('SPEC R44 cidr: names of the context', () => {
  const read = readPredicate(cidrPredicate, ['${principal.net}', '${session.net}/24']);
  const judgeFor = (net: JsonValue) =>
    judge(read, '10.1.2.3', { ...bareContext, principal: { net }, session: { net: '10.9.9.0' } });

  it('stand for a block or its address', () => {
    expect(judgeFor('10.1.0.0/16')).toBe('surely');
    expect(judgeFor('10.2.0.0/16')).toBe('no');
    expect(judge(read, '10.9.9.7', { ...bareContext, session: { net: '10.9.9.0' } })).toBe('surely');
  });

  it.each(['', 'x', '10.1.2.3/8', '10.0.0.0/33', null, 10])('%j has no canonical form', (net) => {
    expect(judgeFor(net)).toBe('possibly');
  });
});

describe('SPEC R48 cidr: faults of the operand', () => {
  it.each([
    ['10.0.0.1/8', 'did you mean `10.0.0.0/8`?'],
    ['fd00::1/8', 'did you mean `fd00::/8`?'],
    ['10.0.0.0/33', undefined],
    ['10.0.0.0/-1', undefined],
    ['10.0.0.0/08', undefined],
    ['10.0.0.0/', undefined],
    ['10.0.0.0/8/8', undefined],
    ['fd00::/129', undefined],
    ['::ffff:10.0.0.0/95', undefined],
    ['10/8', 'write `0.0.0.10/8`'],
    ['0x0a.0.0.0/8', 'write `10.0.0.0/8`'],
    ['010.0.0.0/8', 'write `8.0.0.0/8`'],
    ['example.com', undefined],
    ['*', undefined],
    ['', undefined],
    ['fe80::1%eth0', undefined],
    ['x${principal.id}', undefined],
  ])('%j is refused', (operand, suggestion) => {
    const { predicate, issues } = readPredicate(cidrPredicate, [operand]);
    expect(predicate).toBeUndefined();
    expect(issues).toMatchObject([{ code: 'bad_pattern', path: ['cidr', 0] }]);
    expect(issues[0]?.suggestion).toBe(suggestion);
  });
});

describe('SPEC R48 cidr on generated addresses', () => {
  const numberOf = (address: string) => address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);

  it('agrees with arithmetic on 32-bit numbers', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.ipV4(), fc.nat(32), (network, address, bits) => {
        const size = 2 ** (32 - bits);
        const first = Math.floor(numberOf(network) / size) * size;
        const base = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.');
        const isIn = Math.floor(numberOf(address) / size) * size === first;
        expect(judge(readPredicate(cidrPredicate, `${base}/${bits}`), address)).toBe(isIn ? 'surely' : 'no');
      }),
      { numRuns: 2000 },
    );
  });

  it('surely implies possibly', () => {
    const read = readPredicate(cidrPredicate, ['10.0.0.0/8', '::/1']);
    const pieces = ['10', '0', '010', '0x', '.', ':', '::', 'ffff', '[', ']', '%', ' ', '8', '/'];
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 10 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(text, fc.ipV6(), fc.ipV4Extended()), (value) => {
        judge(read, value);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('SPEC R47 cidr: pieces of running text', () => {
  const { predicate } = readPredicate(cidrPredicate, ['10.0.0.0/8', '::1']);
  it.each([
    ['10.0.0.1', true],
    ['10.0.0.1:8080', true],
    ['[::1]:80', true],
    ['::1', true],
    ['0xa000001', true],
    ['11.0.0.1', false],
    ['hello', false],
    ['10.1', true],
    ['1.5', false],
    ['', false],
  ])('%j counts: %s', (piece, counts) => {
    expect(predicate?.possiblyPiece?.(piece, bareContext)).toBe(counts);
  });
});
