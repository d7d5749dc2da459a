import type { EvaluationContext } from '../evaluation-context.ts';
import type { JsonType, Predicate, PredicateParser } from '../predicate.ts';
import { readTexts } from '../read-operand.ts';
import { type IpAddress, otherReadings, parseDecimalAddress, parseIpAddress } from './ip-address.ts';
import { type IpBlock, isInBlock, parseIpBlock } from './ip-block.ts';
import { holdsForSome, readAllTemplated, type TemplatedOperand } from './templated-operand.ts';

const strings: ReadonlySet<JsonType> = new Set(['string']);

/**
 * `cidr`: the text is one IP address, in any notation, and lies in a block (SPEC R48). Leading zeros, which
 * programs read as octal or as decimal, hold surely when both addresses do.
 */
export const cidrPredicate: PredicateParser = {
  name: 'cidr',
  parse(operand, place) {
    const blocks = readAllTemplated<IpBlock>(readTexts(operand, place), parseIpBlock);
    return blocks && inBlocks(blocks);
  },
};

const leadingZero = /(?:^|\.)0\d/;

function inBlocks(blocks: readonly TemplatedOperand<IpBlock>[]): Predicate {
  return {
    reads: strings,
    surely(value, context) {
      const text = value as string;
      const isIn = (address: IpAddress) =>
        holdsForSome(blocks, context, { test: (block) => isInBlock(block, address), unreadable: false });
      const address = parseIpAddress(text);
      return (
        address !== undefined &&
        isIn(address) &&
        (!leadingZero.test(text) || isIn(parseDecimalAddress(text) ?? address))
      );
    },
    possibly(value, context) {
      const addresses = readAddresses((value as string).trim());
      return addresses.length === 0 || mayBeIn(blocks, context, addresses);
    },
    possiblyPiece: (piece, context) =>
      mayBeIn(blocks, context, readAddresses(piece.trim().replace(port, '$1'))),
  };
}

// In running text an address often has a port behind it: `10.0.0.1:80`, `[::1]:80`.
const port = /^([^:]*|\[.*\]):\d{1,5}$/;

function readAddresses(text: string): readonly IpAddress[] {
  const address = parseIpAddress(text);
  return address === undefined ? [] : [address, ...otherReadings(text, address)];
}

function mayBeIn(
  blocks: readonly TemplatedOperand<IpBlock>[],
  context: EvaluationContext,
  addresses: readonly IpAddress[],
): boolean {
  const test = (block: IpBlock) => addresses.some((address) => isInBlock(block, address));
  return addresses.length > 0 && holdsForSome(blocks, context, { test, unreadable: true });
}
