import { type IpAddress, ipAddressOfHost, otherReadings } from './ip-address.ts';
import { parseWhatwgUrl } from './whatwg-url.ts';

/** A host in the one form that is compared: a name in ASCII without a trailing dot, or an address (SPEC R48). */
export interface Host {
  readonly name: string;
  readonly address: IpAddress | undefined;
  /** What the deny side compares besides the address. */
  readonly otherAddresses: readonly IpAddress[];
}

const none: readonly IpAddress[] = [];

// Browsers let commas, parentheses and more stand in a name; other programs end the name there.
const labels = /^[a-z\d_-]+(?:\.[a-z\d_-]+)*$/;

/** Takes a host as a parsed URL spells it. Gives nothing for what is no name: `a..b`, `a,b`. */
export function hostOfUrl(hostname: string): Host | undefined {
  const address = ipAddressOfHost(hostname);
  if (address !== undefined)
    return { name: hostname, address, otherAddresses: otherReadings(hostname, address) };
  const name = hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
  return labels.test(name) ? { name, address: undefined, otherAddresses: none } : undefined;
}

// Everything that would end a host in a URL, or be decoded, removed or read as a wildcard in one.
const notInHost = /[\s/\\?#@:%*[\]|<>^]|\p{Cc}|\p{Default_Ignorable_Code_Point}/u;

/** Reads a host name in Unicode or ASCII, or an IPv4 address; nothing when it is neither. */
export function parseHost(text: string): Host | undefined {
  if (text === '' || notInHost.test(text)) return undefined;
  const url = parseWhatwgUrl(`http://${text}/`);
  return url === undefined ? undefined : hostOfUrl(url.hostname);
}

/** True when a host is spelled with letters or full stops that only some programs map to the plain ones. */
export function isDisguisedHost(text: string): boolean {
  return /[\u3002\uff0e\uff61]/.test(text) || text.normalize('NFKC') !== text.normalize('NFC');
}

/** Writes the letters that older programs (IDNA 2003) map, and newer ones keep, as the older ones do. */
export function olderSpelling(text: string): string {
  return text
    .replace(/[\u00df\u1e9e]/g, 'ss')
    .replaceAll('\u03c2', '\u03c3')
    .replace(/[\u200c\u200d]/g, '');
}
