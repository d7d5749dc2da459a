import { formatIpAddress, type IpAddress, parseIpAddress } from './ip-address.ts';

/** All addresses that begin with the same bits. */
export interface IpBlock {
  readonly network: IpAddress;
  /** How many leading bits an address must share. */
  readonly bits: number;
}

/** Why a text is no block of addresses, and what was probably meant. */
export interface IpBlockFault {
  readonly fault: string;
  readonly suggestion?: string;
}

/** Reads `10.0.0.0/8`, `fd00::/8` or a single address, or says what is wrong with it (SPEC R48). */
export function parseIpBlock(text: string): IpBlock | IpBlockFault {
  const [address = '', length, ...rest] = text.split('/');
  const network = parseIpAddress(address);
  if (network === undefined || rest.length > 0) return { fault: 'is no IP address and no block of them' };
  const isMapped = network.length === 2 && address.includes(':');
  if (network.length === 2 && !isMapped && formatIpAddress(network) !== address) {
    const suggestion = `write \`${[formatIpAddress(network), ...(length === undefined ? [] : [length])].join('/')}\``;
    return { fault: 'is not written as four decimal numbers', suggestion };
  }
  const size = network.length * 16;
  if (length === undefined) return { network, bits: size };
  const bits = /^(?:0|[1-9]\d{0,2})$/.test(length) ? Number(length) - (isMapped ? 96 : 0) : -1;
  if (bits < 0 || bits > size)
    return { fault: `has no length from ${isMapped ? '96 to 128' : `0 to ${size}`}` };
  return checkHostBits({ network, bits });
}

/** True when an address lies in the block. IPv4 and IPv6 addresses never lie in each other's blocks. */
export function isInBlock({ network, bits }: IpBlock, address: IpAddress): boolean {
  return (
    network.length === address.length &&
    network.every((word, index) => sharesWord(word, address, { index, bits }))
  );
}

interface WordPlace {
  readonly index: number;
  readonly bits: number;
}

function sharesWord(word: number, address: IpAddress, { index, bits }: WordPlace): boolean {
  return ((word ^ (address[index] ?? 0)) & maskOfWord(index, bits)) === 0;
}

function maskOfWord(index: number, bits: number): number {
  const shared = Math.min(16, Math.max(0, bits - index * 16));
  return 0xffff & ~(0xffff >> shared);
}

function checkHostBits({ network, bits }: IpBlock): IpBlock | IpBlockFault {
  const first = network.map((word, index) => word & maskOfWord(index, bits));
  if (first.every((word, index) => word === network[index])) return { network, bits };
  return {
    fault: `names an address inside the block, not the block`,
    suggestion: `did you mean \`${formatIpAddress(first)}/${bits}\`?`,
  };
}
