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

function inBlocks(blocks: readonly TemplatedOperand<IpBlock>[]): Predicate {
  return {
    reads: strings,
    surely(value, context) {
      const text = value as string;
      const isIn = (address: IpAddress) =>
        holdsForSome(blocks, context, { test: (block) => isInBlock(block, address), unreadable: false });
      const address = parseIpAddress(text);
      return address !== undefined && isIn(address) && isIn(parseDecimalAddress(text) ?? address);
    },
    possibly(value, context) {
      const text = (value as string).trim();
      const address = parseIpAddress(text);
      if (address === undefined) return true;
      const addresses = [address, ...otherReadings(text, address)];
      const test = (block: IpBlock) => addresses.some((one) => isInBlock(block, one));
      return holdsForSome(blocks, context, { test, unreadable: true });
    },
  };
}
