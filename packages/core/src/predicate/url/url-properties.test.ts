import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge, readPredicate } from '../../testing/read-predicate.ts';
import { urlPredicate } from './url-predicate.ts';

const runs = { numRuns: 3000 };

const pieces = [
  'http:', 'https:', 'HTTPS:', 'javascript:', 'file:', 'blob:', 'x:', '/', '//', '\\', '@', ':', '.', '..', '#', '?', '%',
  '%2e', '%2f', '%40', '%00', '%25', ';', ' ', '\t', '\n', '\u0000', '\u00a0', '\u200b', '\u3002', '[', ']', '::1', '0x7f.1',
  '127.0.0.1', '0177.1', '2130706433', 'example.com', 'EXAMPLE', '.com', 'a.', 'evil.net', 'xn--', 'ß', 'ü', 'ｅ', ':80', ':443',
  'api', 'admin', 'user', '*',
]; // biome-ignore format: one list

const hostile = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join('')),
  fc.array(fc.constantFrom(...pieces), { maxLength: 10 }).map((parts) => `https://${parts.join('')}`),
  fc
    .array(fc.constantFrom(...pieces), { maxLength: 6 })
    .map((parts) => `https://example.com/api/${parts.join('')}`),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.string({ unit: 'binary' }),
);

const operands = [
  { host: ['example.com', '*.example.com'] },
  { host: ['127.0.0.0/8', '::1', '::/0', '0.0.0.0/0'] },
  { host: '*' },
  { scheme: ['http', 'https', 'file', 'x', 'blob', 'javascript'] },
  { port: [80, 443, 0] },
  { path: ['/api/*', '/admin', '*'] },
  { scheme: 'https', host: 'example.com', port: 443, path: '/api/*' },
].map((operand) => ({ operand, read: readPredicate(urlPredicate, operand) }));

describe('SPEC R41 url on generated texts', () => {
  it('never throws, and surely implies possibly', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const { read } of operands) judge(read, text);
      }),
      runs,
    );
  });

  it('is the same every time', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const { read } of operands) expect(judge(read, text)).toBe(judge(read, text));
      }),
      { numRuns: 500 },
    );
  });
});

describe('SPEC R48.2 url agrees with the URL of the runtime', () => {
  it('a host that holds surely is the host a browser opens', () => {
    const read = readPredicate(urlPredicate, { host: ['example.com', '*.example.com'] });
    fc.assert(
      fc.property(hostile, (text) => {
        if (judge(read, text) !== 'surely') return;
        const { hostname, username, protocol } = new URL(text);
        expect(hostname).toMatch(/^(?:.+\.)?example\.com\.?$/);
        expect(username).toBe('');
        expect(protocol).toMatch(/^(?:https?|wss?|ftp):$/);
      }),
      runs,
    );
  });

  it('a path that holds surely is below the folder, for a browser and after decoding and merging slashes', () => {
    const read = readPredicate(urlPredicate, { path: '/api/*' });
    fc.assert(
      fc.property(hostile, (text) => {
        if (judge(read, text) !== 'surely') return;
        const decoded = decodeURIComponent(new URL(text).pathname.replace(/%(?![\da-f]{2})/gi, '%25'));
        expect(new URL(decoded.replace(/[?#%]/g, '_').replace(/\/+/g, '/'), 'http://a').pathname).toMatch(
          /^\/api\//,
        );
      }),
      runs,
    );
  });

  it('a host that a browser opens always holds possibly', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        if (!URL.canParse(text)) return;
        const { hostname } = new URL(text);
        const written = hostname.replace(/^\[|\]$|\.$/g, '');
        const { predicate } = readPredicate(urlPredicate, { host: written });
        if (predicate !== undefined) expect(judge({ predicate, issues: [] }, text)).not.toBe('no');
      }),
      runs,
    );
  });
});

const spellings: readonly ((host: string) => string)[] = [
  (host) => `http://${host}/`,
  (host) => `HTTP://${host.toUpperCase()}:8080/a`,
  (host) => ` \t http://${host}./`,
  (host) => `http://user:password@${host}/`,
  (host) => `http:\\\\${host}\\a`,
  (host) => `http:${host}`,
  (host) => `ht\ntp://${host}`,
  (host) => `http://good.example\\@${host}/`,
  (host) => `blob:http://${host}/`,
  (host) => `http://${[...host].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join('')}/`,
  (host) =>
    `http://${[...host].map((letter) => (/[a-z]/.test(letter) ? String.fromCharCode(letter.charCodeAt(0) + 0xfee0) : letter)).join('')}/`,
];

describe('SPEC R48.2 url: a denied host in every spelling', () => {
  it.each([...spellings.entries()])('spelling %i holds possibly', (_index, spell) => {
    fc.assert(
      fc.property(fc.domain(), (domain) => {
        const { predicate, issues } = readPredicate(urlPredicate, { host: domain });
        if (predicate !== undefined) expect(judge({ predicate, issues }, spell(domain))).not.toBe('no');
      }),
      { numRuns: 200 },
    );
  });

  it('an address in every notation holds possibly, and surely where the notation is plain', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
        const number = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
        const read = readPredicate(urlPredicate, { host: address });
        const notations = [
          `${number}`,
          `0x${number.toString(16)}`,
          `${a}.${number & 0xffffff}`,
          `[::ffff:${address}]`,
        ];
        for (const notation of notations) expect(judge(read, `http://${notation}/`)).toBe('surely');
        for (const notation of [`[64:ff9b::${address}]`, `x@${number}`])
          expect(judge(read, `http://${notation}/`)).toBe('possibly');
      }),
      { numRuns: 300 },
    );
  });
});

describe('SPEC R48.2 url: long texts', () => {
  it.each([
    `https://example.com/${'a'.repeat(200_000)}`,
    `https://example.com/${'/'.repeat(200_000)}x/`,
    `https://example.com/${'../'.repeat(60_000)}`,
    `https://example.com/${'%25'.repeat(60_000)}`,
    `${' '.repeat(200_000)}x${' '.repeat(200_000)}y`,
    `https://${':'.repeat(200_000)}`,
    `https://${'a@'.repeat(100_000)}`,
    `${'a:'.repeat(100_000)}`,
    `https://example.com/${';'.repeat(200_000)}`,
    `https://${'a.'.repeat(100_000)}`,
    `https://0177.0.0.1/${' '.repeat(200_000)}`,
    `http://${'0'.repeat(200_000)}/`,
  ])(
    'case %# is judged at once',
    (text) => {
      for (const { read } of operands) judge(read, text);
    },
    5_000,
  );
});
