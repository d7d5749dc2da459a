import { type Host, isDisguisedHost, parseHost } from './host.ts';

// SECURITY: bang paths, percent routes and encoded words are delivered to other domains than the one after the `@`.
const plainLocal = /^[\p{L}\p{N}_+'=&~][\p{L}\p{N}_+'=&~-]*(?:\.[\p{L}\p{N}_+'=&~-]+)*$/u;
const anyLocal = /^[\p{L}\p{N}_+'=&~#$*?^`{|}/-]+(?:\.[\p{L}\p{N}_+'=&~#$*?^`{|}/-]+)*$/u;
const plainName = /^[^\p{Cc}\p{Default_Ignorable_Code_Point}@,;:<>()[\]\\"]*$/u;
const quotedName = /^"[^\p{Cc}\p{Default_Ignorable_Code_Point}@<>\\"]*"$/u;
const encodedWord = '=?';

/**
 * Gives the domain of a text that every mail program reads as one and the same address: `ann@example.com` or
 * `Ann <ann@example.com>` (SPEC R48). Several addresses, groups, comments, quoted local parts, routes, encoded
 * words, control characters and address literals have no such reading.
 */
export function domainOfAddress(text: string): Host | undefined {
  return readAddress(text, plainLocal);
}

/** Gives the domain as a forgiving program finds it: blanks around the address and odd local parts pass. */
export function possibleDomainOfAddress(text: string): Host | undefined {
  return readAddress(text.trim(), anyLocal);
}

const longestAddress = 2000;

function readAddress(text: string, localForm: RegExp): Host | undefined {
  if (text.length > longestAddress || text.includes(encodedWord)) return undefined;
  const address = withoutDisplayName(text);
  const [local = '', domain = '', ...rest] = address?.split('@') ?? [];
  if (rest.length > 0 || !localForm.test(local) || isDisguisedHost(domain)) return undefined;
  const host = parseHost(domain);
  return host === undefined || host.address !== undefined ? undefined : host;
}

function withoutDisplayName(text: string): string | undefined {
  const start = text.indexOf('<');
  if (start === -1) return text;
  const name = text.slice(0, start).replace(/ $/, '');
  const isName = name.startsWith('"') ? quotedName.test(name) : plainName.test(name);
  return isName && text.endsWith('>') ? text.slice(start + 1, -1) : undefined;
}

/** Gives every domain that stands behind an `@` in running text. */
export function domainsInText(text: string): readonly Host[] {
  const domains: Host[] = [];
  for (const [, domain = ''] of text.matchAll(/@([\p{L}\p{M}\p{N}._\u3002\uff0e\uff61-]+)/gu)) {
    const host = parseHost(domain.slice(0, longestAddress));
    if (host !== undefined) domains.push(host);
  }
  return domains;
}
