import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../json/json-value.ts';
import { bareContext, judge, readPredicate, type Verdict } from '../../testing/read-predicate.ts';
import { urlPredicate } from './url-predicate.ts';

interface Group {
  readonly threat: string;
  readonly url: JsonObject;
  readonly rows: readonly (readonly [value: string, verdict: Verdict])[];
}

const api = { scheme: 'https', host: 'api.example.com', path: '/api/*' };

const groups: readonly Group[] = [
  {
    threat: 'every part is compared',
    url: { scheme: 'https', host: 'example.com', port: 443, path: '/a' },
    rows: [
      ['https://example.com/a', 'surely'],
      ['https://example.com:443/a', 'surely'],
      ['https://example.com:0443/a', 'surely'],
      ['HTTPS://EXAMPLE.COM/a', 'surely'],
      ['https://example.com/a?b=c#d', 'surely'],
      ['https://example.com/A', 'possibly'],
      ['https://example.com/b', 'no'],
      ['http://example.com/a', 'no'],
      ['https://example.com:8443/a', 'no'],
      ['https://example.org/a', 'no'],
    ],
  },
  {
    threat: 'suffix confusion and half labels',
    url: { host: ['example.com', '*.example.org'] },
    rows: [
      ['https://example.com', 'surely'],
      ['https://evilexample.com/', 'no'],
      ['https://example.com.evil.net/', 'no'],
      ['https://example.com-evil.net/', 'no'],
      ['https://example.co/', 'no'],
      ['https://www.example.com/', 'no'],
      ['https://example.org/', 'no'],
      ['https://a.example.org/', 'surely'],
      ['https://a.b.example.org/', 'surely'],
      ['https://evilexample.org/', 'no'],
      ['https://a.example.org.evil.net/', 'no'],
      ['https://.example.org/', 'possibly'],
      ['https://evil.net,a.example.org/', 'possibly'],
      ['https://evil.net;a.example.org/', 'possibly'],
      ['https://evil.net&a.example.org/', 'possibly'],
      ["https://evil.net'a.example.org/", 'possibly'],
      ['https://evil.net/example.com', 'no'],
      ['https://evil.net/?https://example.com/', 'no'],
      ['https://evil.net/#https://example.com/', 'no'],
    ],
  },
  {
    threat: 'trailing dots',
    url: { host: 'example.com' },
    rows: [
      ['https://example.com./', 'surely'],
      ['https://example.com.:443/', 'surely'],
      ['https://example.com../', 'possibly'],
      ['https://example..com/', 'possibly'],
      ['https://./', 'possibly'],
    ],
  },
  {
    threat: 'user info',
    url: { host: 'example.com' },
    rows: [
      ['https://user@example.com/', 'possibly'],
      ['https://user:password@example.com/', 'possibly'],
      ['https://@example.com/', 'possibly'],
      ['https://:@example.com/', 'possibly'],
      ['https://evil.net@example.com/', 'possibly'],
      ['https://example.com@evil.net/', 'no'],
      ['https://example.com:443@evil.net/', 'no'],
      ['https://example.com%40evil.net/', 'possibly'],
      ['https://a@b@example.com/', 'possibly'],
      ['https://a@example.com@evil.net/', 'no'],
      ['https://evil.net/@example.com', 'no'],
      ['https://example.com/@evil.net', 'surely'],
    ],
  },
  {
    threat: 'backslashes',
    url: { host: 'example.com' },
    rows: [
      ['https:\\\\example.com\\', 'possibly'],
      ['https://example.com\\@evil.net/', 'possibly'],
      ['https://evil.net\\@example.com/', 'possibly'],
      ['https://evil.net\\.example.com/', 'no'],
      ['https:/\\example.com/', 'possibly'],
      ['\\\\example.com\\share', 'possibly'],
      ['https://example.com/a\\b', 'possibly'],
    ],
  },
  {
    threat: 'blanks and control characters',
    url: { scheme: 'https', host: 'example.com' },
    rows: [
      [' https://example.com/', 'possibly'],
      ['https://example.com/ ', 'possibly'],
      ['https://example.com/\n', 'possibly'],
      ['\u0000https://example.com/', 'possibly'],
      ['\u0001\u001f https://example.com/', 'possibly'],
      ['ht\ntps://example.com/', 'possibly'],
      ['h\tt\tt\tps://exam\rple.com/', 'possibly'],
      ['https://exam\tple.com/', 'possibly'],
      ['https://exam ple.com/', 'possibly'],
      ['https://example.com/a b', 'possibly'],
      ['https://example.com/a\u007f', 'possibly'],
      ['https://example.com/a\u00a0b', 'possibly'],
      ['https://example.com/a\u2028b', 'possibly'],
      ['https://exam\u200bple.com/', 'possibly'],
      ['https://exam\u00adple.com/', 'possibly'],
      ['https://example.com/a\u202eb', 'possibly'],
      ['https://evil.net/ https://example.com/', 'possibly'],
      ['https://evil.net/\nhttps://example.com/', 'possibly'],
      ['https://evil.net/ nothing else', 'no'],
      ['java\nscript:alert(1)', 'no'],
    ],
  },
  {
    threat: 'slashes of the authority',
    url: { scheme: 'https', host: 'example.com' },
    rows: [
      ['https:example.com/', 'possibly'],
      ['https:/example.com/', 'possibly'],
      ['https:///example.com/', 'possibly'],
      ['https:////example.com/', 'possibly'],
      ['https://', 'possibly'],
      ['https:', 'possibly'],
      ['https:///', 'possibly'],
    ],
  },
  {
    threat: 'no scheme, no URL',
    url: { host: 'example.com' },
    rows: [
      ['example.com', 'possibly'],
      ['example.com/a', 'possibly'],
      ['//example.com/a', 'possibly'],
      ['/a/b', 'possibly'],
      ['', 'possibly'],
      ['?', 'possibly'],
      ['https%3A%2F%2Fevil.net%2F', 'possibly'],
      ['://evil.net', 'possibly'],
      ['1http://evil.net', 'possibly'],
      ['évil://evil.net', 'possibly'],
    ],
  },
  {
    threat: 'other schemes, where no scheme is named',
    url: { host: 'example.com' },
    rows: [
      ['http://example.com/', 'surely'],
      ['ws://example.com/', 'surely'],
      ['ftp://example.com/', 'surely'],
      ['javascript://example.com/%0aalert(1)', 'possibly'],
      ['gopher://example.com/', 'possibly'],
      ['file://example.com/etc/passwd', 'possibly'],
      ['git+ssh://EXAMPLE.com/', 'possibly'],
      ['x://exam%70le.com/', 'possibly'],
      ['x://evil.net/', 'no'],
      ['javascript:alert(1)', 'no'],
      ['data:text/html,hello', 'no'],
      ['mailto:ann@example.com', 'no'],
      ['file:///etc/passwd', 'no'],
    ],
  },
  {
    threat: 'URLs inside URLs',
    url: { host: 'example.com' },
    rows: [
      ['blob:https://example.com/7e3b', 'possibly'],
      ['view-source:https://example.com/', 'possibly'],
      ['jar:https://example.com/a.jar!/b', 'possibly'],
      ['view-source:blob:https://example.com/7e3b', 'possibly'],
      ['blob:https://evil.net/7e3b', 'no'],
    ],
  },
  {
    threat: 'schemes that are named',
    url: { scheme: ['SSH', 'file', 'mailto'] },
    rows: [
      ['ssh://git.example.com/', 'surely'],
      ['file:///etc/passwd', 'surely'],
      ['file:/etc/passwd', 'surely'],
      ['FILE:///etc/passwd', 'surely'],
      ['mailto:ann@example.com', 'surely'],
      ['view-source:file:///etc/passwd', 'possibly'],
      ['file:///a\nb', 'possibly'],
      ['files:///etc/passwd', 'no'],
      ['https://example.com/file:', 'no'],
    ],
  },
  {
    threat: 'addresses in other notations',
    url: { host: ['127.0.0.1', '::1', '169.254.0.0/16'] },
    rows: [
      ['http://127.0.0.1/', 'surely'],
      ['http://2130706433/', 'surely'],
      ['http://0x7f000001/', 'surely'],
      ['http://0x7f.1/', 'surely'],
      ['http://127.1/', 'surely'],
      ['http://0177.0.0.1/', 'surely'],
      ['http://017700000001/', 'surely'],
      ['http://127.0.0.1./', 'surely'],
      ['http://[::ffff:127.0.0.1]/', 'surely'],
      ['http://[::FFFF:7f00:1]/', 'surely'],
      ['http://[0:0:0:0:0:0:0:1]/', 'surely'],
      ['http://[::1]:8080/', 'surely'],
      ['http://169.254.169.254/latest/', 'surely'],
      ['http://0xa9fea9fe/', 'surely'],
      ['http://１２７.0.0.1/', 'possibly'],
      ['http://①②⑦.0.0.1/', 'possibly'],
      ['http://127。0。0。1/', 'possibly'],
      ['http://127%2e0.0.1/', 'possibly'],
      ['http://[::127.0.0.1]/', 'possibly'],
      ['http://[64:ff9b::169.254.169.254]/', 'possibly'],
      ['http://[2002:7f00:1::]/', 'possibly'],
      ['http://[::ffff:0:127.0.0.1]/', 'possibly'],
      ['http://[fe80::1%25eth0]/', 'possibly'],
      ['http://127.0.0.1.example.com/', 'no'],
      ['http://127.0.0.2/', 'no'],
      ['http://128.0.0.1/', 'no'],
      ['http://localhost/', 'no'],
      ['http://256.256.256.256/', 'possibly'],
      ['http://1.2.3.4.5/', 'possibly'],
      ['http://169.255.0.1/', 'no'],
      ['x://0x7f.1/', 'possibly'],
    ],
  },
  {
    threat: 'leading zeros read as decimal',
    url: { host: '177.0.0.1' },
    rows: [
      ['http://177.0.0.1/', 'surely'],
      ['http://0177.0.0.1/', 'possibly'],
      ['http://a:b@0177.0.0.1:80/', 'possibly'],
    ],
  },
  {
    threat: 'blocks of IPv6 addresses, and mapped blocks',
    url: { host: ['fd00::/8', '::ffff:10.0.0.0/104'] },
    rows: [
      ['http://[fd12::1]/', 'surely'],
      ['http://10.1.2.3/', 'surely'],
      ['http://[fe12::1]/', 'no'],
      ['http://11.1.2.3/', 'no'],
    ],
  },
  {
    threat: 'Unicode and punycode',
    url: { host: ['bücher.example', '*.xn--caf-dma.example'] },
    rows: [
      ['https://bücher.example/', 'surely'],
      ['https://xn--bcher-kva.example/', 'surely'],
      ['https://BÜCHER.example/', 'surely'],
      ['https://bu\u0308cher.example/', 'surely'],
      ['https://a.café.example/', 'surely'],
      ['https://bucher.example/', 'no'],
      ['https://bücher。example/', 'possibly'],
      ['https://ｂücher.example/', 'possibly'],
    ],
  },
  {
    threat: 'look-alike letters',
    url: { host: ['paypal.com', 'fass.de'] },
    rows: [
      ['https://p\u0430ypal.com/', 'no'],
      ['https://ｐａｙｐａｌ.com/', 'possibly'],
      ['https://𝐩aypal.com/', 'possibly'],
      ['https://faß.de/', 'possibly'],
      ['https://paypaⅼ.com/', 'possibly'],
    ],
  },
  {
    threat: 'ports',
    url: { port: [80, 8443] },
    rows: [
      ['http://a/', 'surely'],
      ['http://a:/', 'surely'],
      ['ws://a/', 'surely'],
      ['https://a:80/', 'surely'],
      ['https://a:8443/', 'surely'],
      ['https://a/', 'no'],
      ['ftp://a/', 'no'],
      ['x://a:80/', 'possibly'],
      ['x://a/', 'possibly'],
      ['mailto:a', 'no'],
      ['http://a:99999/', 'possibly'],
    ],
  },
  {
    threat: 'dot segments and encodings of the path',
    url: api,
    rows: [
      ['https://api.example.com/api/', 'surely'],
      ['https://api.example.com/api/a/b', 'surely'],
      ['https://api.example.com/x/../api/a', 'surely'],
      ['https://api.example.com/%61pi/a', 'surely'],
      ['https://api.example.com/api/100%25', 'surely'],
      ['https://api.example.com/api/a//b', 'surely'],
      ['https://api.example.com/api', 'no'],
      ['https://api.example.com/apix/a', 'no'],
      ['https://api.example.com/admin?/api/a', 'no'],
      ['https://api.example.com/admin#/api/a', 'no'],
      ['https://api.example.com/api/../admin', 'no'],
      ['https://api.example.com/api/%2e%2e/admin', 'no'],
      ['https://api.example.com/api/.%2E/admin', 'no'],
      ['https://api.example.com/api/..%2fadmin', 'possibly'],
      ['https://api.example.com/api/..%5cadmin', 'possibly'],
      ['https://api.example.com/api/%252e%252e/admin', 'possibly'],
      ['https://api.example.com/api/..;/admin', 'possibly'],
      ['https://api.example.com/api/..%3b/admin', 'possibly'],
      ['https://api.example.com/api//../admin', 'possibly'],
      ['https://api.example.com/api/a%00', 'possibly'],
      ['https://api.example.com/api/a%0d%0aHost:b', 'possibly'],
      ['https://api.example.com/api/%c0%ae%c0%ae/admin', 'possibly'],
      ['https://api.example.com//api/a', 'possibly'],
    ],
  },
  {
    threat: 'a denied path in disguise',
    url: { path: ['/admin', '/admin/*'] },
    rows: [
      ['https://a/admin', 'surely'],
      ['https://a/admin/', 'surely'],
      ['https://a/admin/users', 'surely'],
      ['https://a/Admin', 'possibly'],
      ['https://a//admin', 'possibly'],
      ['https://a/%61dmin', 'surely'],
      ['https://a/%2561dmin', 'possibly'],
      ['https://a/x/..%2fadmin', 'possibly'],
      ['https://a/x%2f..%2f..%2fadmin%2fusers', 'possibly'],
      ['https://a/x/..\\admin', 'possibly'],
      ['https://a/admin;a=b/users', 'possibly'],
      ['https://a/x/..;/admin', 'possibly'],
      ['https://a/%25252561dmin', 'possibly'],
      ['https://a/admin%00', 'possibly'],
      ['https://a/administration', 'no'],
      ['https://a/x?next=/admin', 'no'],
      ['https://a/x/admin', 'no'],
    ],
  },
  {
    threat: 'wildcards and characters of paths',
    url: { path: ['/a/*/c', '/straße/*', '/x y', '*.pdf'] },
    rows: [
      ['https://a/a/b/c', 'surely'],
      ['https://a/a/b/b/c', 'surely'],
      ['https://a/a/c', 'no'],
      ['https://a/stra%C3%9Fe/1', 'surely'],
      ['https://a/straße/1', 'surely'],
      ['https://a/x%20y', 'surely'],
      ['https://a/b/c.pdf', 'surely'],
      ['https://a/b/c.pdf?x', 'surely'],
      ['https://a/b/c.pdfx', 'no'],
    ],
  },
  {
    threat: 'any host',
    url: { host: '*' },
    rows: [
      ['https://a.example.com/', 'surely'],
      ['http://[::1]/', 'surely'],
      ['file:///etc/passwd', 'no'],
    ],
  },
];

describe.each(groups)('SPEC R48.2 url: $threat', ({ url, rows }) => {
  const read = readPredicate(urlPredicate, url);
  it.each(rows)('%j holds: %s', (value, verdict) => {
    expect(judge(read, value)).toBe(verdict);
  });
});

describe('SPEC R44 url: names of the context', () => {
  const context = (principal: JsonObject) => ({ ...bareContext, principal });
  const url = { host: '*.${principal.domain}', port: '${principal.port}', path: '/users/${principal.id}/*' };
  const read = readPredicate(urlPredicate, url);
  const ann = { domain: 'example.com', port: 8080, id: 'ann' };
  const value = 'https://a.example.com:8080/users/ann/mail';

  it('are inserted as they are', () => {
    expect(judge(read, value, context(ann))).toBe('surely');
    expect(judge(read, value, context({ ...ann, id: 'bob' }))).toBe('no');
    expect(judge(read, value, context({ ...ann, domain: 'EXAMPLE.com.' }))).toBe('surely');
  });

  it.each([
    { domain: '*' },
    { domain: 'com/x' },
    { domain: 'x@com' },
    { domain: '' },
    { domain: '10.0.0.0/8' },
    { domain: '.com' },
    { domain: null },
    { port: '80a' },
    { port: -1 },
    { port: '' },
    { id: '*' },
    { id: '..' },
    { id: '../bob' },
    { id: '%2e%2e' },
    { id: 'a?b' },
    { id: '' },
    { id: 'a\\b' },
    { id: 'a%2fb' },
    { id: true },
  ])('%j has no canonical form', (part) => {
    expect(judge(read, value, context({ ...ann, ...part }))).toBe('possibly');
  });

  it('may stand for a whole path', () => {
    const whole = readPredicate(urlPredicate, { path: '${principal.path}' });
    expect(judge(whole, 'https://a/b', context({ path: '/b' }))).toBe('surely');
    expect(judge(whole, 'https://a/b', context({ path: '/*' }))).toBe('possibly');
  });
});

describe('SPEC R48.2 url: faults of the operand', () => {
  it.each([
    ['example.com', 'wrong_type', 'write `url: { host: "example.com" }`'],
    [['example.com'], 'wrong_type', 'write `url: { host: ["example.com"] }`'],
    [3, 'wrong_type', undefined],
    [{}, 'empty_list', undefined],
    [{ hosts: 'example.com' }, 'unknown_key', 'did you mean `host`?'],
    [{ host: [] }, 'empty_list', undefined],
    [{ host: 5 }, 'wrong_type', undefined],
    [{ host: '' }, 'bad_pattern', undefined],
    [{ host: 'https://example.com/a' }, 'bad_pattern', 'write `example.com`'],
    [{ host: 'example.com:8080' }, 'bad_pattern', 'write `example.com` and `port: 8080`'],
    [{ host: 'example.com/a' }, 'bad_pattern', 'write `example.com`'],
    [{ host: '*example.com' }, 'bad_pattern', 'did you mean `*.example.com`?'],
    [{ host: '**.example.com' }, 'bad_pattern', 'did you mean `*.example.com`?'],
    [{ host: 'example.*' }, 'bad_pattern', undefined],
    [{ host: 'a.*.example.com' }, 'bad_pattern', undefined],
    [{ host: '*.' }, 'bad_pattern', undefined],
    [{ host: '.example.com' }, 'bad_pattern', 'did you mean `*.example.com`?'],
    [{ host: 'user@example.com' }, 'bad_pattern', undefined],
    [{ host: 'exam ple.com' }, 'bad_pattern', undefined],
    [{ host: 'a..b' }, 'bad_pattern', undefined],
    [{ host: '0x7f.1' }, 'bad_pattern', 'write `127.0.0.1`'],
    [{ host: '2130706433' }, 'bad_pattern', 'write `127.0.0.1`'],
    [{ host: '10.0.0.1/8' }, 'bad_pattern', 'did you mean `10.0.0.0/8`?'],
    [{ host: '10.0.0.0/33' }, 'bad_pattern', undefined],
    [{ host: '*.127.0.0.1' }, 'bad_pattern', undefined],
    [{ host: '${principal.id}/x' }, 'bad_pattern', undefined],
    [{ host: '${user.id}' }, 'unknown_variable', undefined],
    [{ scheme: 'https://' }, 'bad_pattern', 'write `https`'],
    [{ scheme: 'http*' }, 'bad_pattern', undefined],
    [{ port: '443' }, 'wrong_type', 'write `443` without quotes'],
    [{ port: 65_536 }, 'bad_pattern', undefined],
    [{ port: 1.5 }, 'bad_pattern', undefined],
    [{ port: -1 }, 'bad_pattern', undefined],
    [{ path: 'api/*' }, 'bad_pattern', 'write `/api/*`'],
    [{ path: '/api?x' }, 'bad_pattern', undefined],
    [{ path: '/a/../b' }, 'bad_pattern', undefined],
    [{ path: '/a/%2e%2e/b' }, 'bad_pattern', undefined],
    [{ path: '/a%2fb' }, 'bad_pattern', undefined],
    [{ path: '/a\\b' }, 'bad_pattern', undefined],
    [{ path: '/a%2Ab' }, 'bad_pattern', undefined],
  ])('%j is refused: %s', (operand, code, suggestion) => {
    const { predicate, issues } = readPredicate(urlPredicate, operand as JsonObject);
    expect(predicate).toBeUndefined();
    expect(issues.map((issue) => issue.code)).toContain(code);
    expect(issues[0]?.suggestion).toBe(suggestion);
  });
});

describe('SPEC R47 url: pieces of running text', () => {
  const { predicate } = readPredicate(urlPredicate, { host: 'evil.net' });
  it.each([
    ['http://evil.net/x', true],
    ['http:\\\\evil.net', true],
    ['http://user@evil.net:8080', true],
    ['evil.net', false],
    ['evil.net/x', false],
    ['//evil.net/x', false],
    ['https://example.com/', false],
    ['note:this', false],
    ['hello world', false],
    ['', false],
  ])('%j counts: %s', (piece, counts) => {
    expect(predicate?.possiblyPiece?.(piece, bareContext)).toBe(counts);
  });
});
