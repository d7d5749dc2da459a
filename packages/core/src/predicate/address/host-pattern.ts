import type { Host } from './host.ts';
import { parseHost } from './host.ts';
import { parseIpAddress } from './ip-address.ts';
import { type IpBlock, isInBlock, parseIpBlock } from './ip-block.ts';
import type { OperandFault } from './templated-operand.ts';

/** Which hosts are meant: every one, a name, what stands below a name, or a block of addresses. */
export type HostPattern =
  | { readonly kind: 'any' }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'below'; readonly suffix: string }
  | { readonly kind: 'block'; readonly block: IpBlock };

/**
 * Reads a pattern of host names: `example.com`, `*.example.com` (one or more labels below, not the apex), `*`.
 * Names are brought to ASCII, so Unicode and punycode are one name (SPEC R48).
 */
export function parseNamePattern(text: string, inserted: boolean): HostPattern | OperandFault {
  if (text === '*' && !inserted) return { kind: 'any' };
  const isBelow = text.startsWith('*.');
  const bare = isBelow ? text.slice(2) : text;
  if (bare.includes('*')) return { fault: wildcardFault, suggestion: suggestWildcard(bare) };
  const host = parseHost(bare);
  if (host === undefined) return faultOfName(bare);
  if (host.address !== undefined) return { fault: 'is an address, where a name is expected' };
  return isBelow ? { kind: 'below', suffix: `.${host.name}` } : { kind: 'name', name: host.name };
}

/** Reads a pattern of hosts: of names, an address, or a block of addresses. */
export function parseHostPattern(text: string, inserted: boolean): HostPattern | OperandFault {
  const bare = text.startsWith('[') ? text.replace(/^\[([^\]]*)\]/, '$1') : text;
  const slash = bare.indexOf('/');
  const isAddress = parseIpAddress(slash === -1 ? bare : bare.slice(0, slash)) !== undefined;
  if (!isAddress) return parseNamePattern(text, inserted);
  if (inserted && slash !== -1) return { fault: 'is a block of addresses, where one host is expected' };
  const block = parseIpBlock(bare);
  return 'fault' in block ? block : { kind: 'block', block };
}

/** True when the host is one of those meant. */
export function matchesHost(pattern: HostPattern, host: Host): boolean {
  switch (pattern.kind) {
    case 'any':
      return true;
    case 'name':
      return host.name === pattern.name;
    case 'below':
      return host.name.length > pattern.suffix.length && host.name.endsWith(pattern.suffix);
    case 'block':
      return host.address !== undefined && isInBlock(pattern.block, host.address);
  }
}

/** True when the host, in some reading, may be one of those meant. */
export function mayMatchHost(pattern: HostPattern, host: Host): boolean {
  if (matchesHost(pattern, host)) return true;
  return pattern.kind === 'block' && host.otherAddresses.some((address) => isInBlock(pattern.block, address));
}

const wildcardFault = 'has a wildcard that is no whole label: only a leading `*.` stands for labels';

function suggestWildcard(bare: string): string | undefined {
  const rest = bare.replace(/^\*+\.?/, '');
  return rest === '' || rest.includes('*') ? undefined : `did you mean \`*.${rest}\`?`;
}

function faultOfName(text: string): OperandFault {
  const withScheme = /^[a-z][a-z\d+.-]*:\/\/([^/?#@]+)/i.exec(text);
  if (withScheme !== null)
    return { fault: 'is a URL, where a host is expected', suggestion: `write \`${withScheme[1]}\`` };
  const withPort = /^([^:/]+):(\d+)$/.exec(text);
  if (withPort !== null) {
    return {
      fault: 'has a port, which has a key of its own',
      suggestion: `write \`${withPort[1]}\` and \`port: ${withPort[2]}\``,
    };
  }
  const withPath = /^([^/]+)\//.exec(text);
  if (withPath !== null)
    return { fault: 'has a path, which has a key of its own', suggestion: `write \`${withPath[1]}\`` };
  if (text.startsWith('.')) return { fault: 'begins with a dot', suggestion: `did you mean \`*${text}\`?` };
  return { fault: 'is no host' };
}
