import { parseWhatwgUrl } from './whatwg-url.ts';

/**
 * An IP address as 16-bit words, two for IPv4 and eight for IPv6 (SPEC R48).
 *
 * INVARIANT: an IPv4-mapped IPv6 address never stands here; it is its IPv4 address.
 */
export type IpAddress = readonly number[];

const version4Notation = /^(?:0x[\da-f]*|\d+)(?:\.(?:0x[\da-f]*|\d+)){0,3}$/i;
const version6Notation = /^[\da-f:.]*:[\da-f:.]*$/i;
const plainDecimal = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
const dottedDecimal = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/**
 * Reads an IP literal in any notation: dotted, decimal, octal, hexadecimal, short (`127.1`), IPv6 with or
 * without brackets. Octal and short forms are read as `inet_aton` and every browser do.
 */
export function parseIpAddress(text: string): IpAddress | undefined {
  if (plainDecimal.test(text)) return wordsOfVersion4(text.split('.').map(Number));
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  if (version6Notation.test(bare))
    return ipAddressOfHost(parseWhatwgUrl(`http://[${bare}]/`)?.hostname ?? '');
  if (bare !== text || !version4Notation.test(text)) return undefined;
  return ipAddressOfHost(parseWhatwgUrl(`http://${text}/`)?.hostname ?? '');
}

/** The address that a host, as a URL spells it after parsing, is; `undefined` for a name. */
export function ipAddressOfHost(host: string): IpAddress | undefined {
  if (host.startsWith('[')) return unmapped(wordsOfVersion6(host.slice(1, -1)));
  return dottedDecimal.test(host) ? wordsOfVersion4(host.split('.').map(Number)) : undefined;
}

/** An address as people write it. */
export function formatIpAddress(words: IpAddress): string {
  if (words.length === 2) return words.flatMap((word) => [word >> 8, word & 0xff]).join('.');
  const full = words.map((word) => word.toString(16)).join(':');
  return parseWhatwgUrl(`http://[${full}]/`)?.hostname.slice(1, -1) ?? full;
}

/**
 * Other addresses that packets for this text may reach: what the deny side tries besides the address itself.
 * Leading zeros read as decimal, IPv4 inside NAT64, 6to4, Teredo, SIIT and IPv4-compatible addresses, and the
 * IPv6 spelling of a mapped address.
 */
export function otherReadings(text: string, address: IpAddress): readonly IpAddress[] {
  if (address.length === 8) return embeddedVersion4(address);
  if (text.includes(':')) return [[0, 0, 0, 0, 0, 0xffff, ...address]];
  const decimal = parseDecimalAddress(text);
  return decimal === undefined ? [] : [decimal];
}

/** Reads four numbers with leading zeros as decimal, which some programs do where others read octal. */
export function parseDecimalAddress(text: string): IpAddress | undefined {
  const parts = /^\d+(?:\.\d+){3}$/.test(text) ? text.split('.').map(Number) : [];
  return parts.length === 4 && parts.every((part) => part < 256) ? wordsOfVersion4(parts) : undefined;
}

function embeddedVersion4(words: IpAddress): readonly IpAddress[] {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = words;
  const leadingZeros = (a | b | c | d) === 0;
  const translated = a === 0x64 && b === 0xff9b;
  if (translated || (leadingZeros && e === 0xffff && f === 0)) return [[g, h]];
  if (leadingZeros && (e | f) === 0) return [[g, h]];
  if (a === 0x2002) return [[b, c]];
  if (a === 0x2001 && b === 0) return [[g ^ 0xffff, h ^ 0xffff]];
  return (e & 0xfdff) === 0 && f === 0x5efe ? [[g, h]] : [];
}

function wordsOfVersion4(bytes: readonly number[]): IpAddress {
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  return [(a << 8) | b, (c << 8) | d];
}

function wordsOfVersion6(text: string): IpAddress {
  const [head = '', tail] = text.split('::');
  const words = (part: string) =>
    part === '' ? [] : part.split(':').map((word) => Number.parseInt(word, 16));
  const [left, right] = [words(head), words(tail ?? '')];
  return [...left, ...new Array<number>(8 - left.length - right.length).fill(0), ...right];
}

function unmapped(words: IpAddress): IpAddress {
  const mapped = words[5] === 0xffff && words.slice(0, 5).every((word) => word === 0);
  return mapped ? words.slice(6) : words;
}
