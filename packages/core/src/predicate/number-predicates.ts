import type { JsonType, PredicateParser } from './predicate.ts';
import { readNumber } from './read-operand.ts';

const numbers: ReadonlySet<JsonType> = new Set(['number']);
const strings: ReadonlySet<JsonType> = new Set(['string']);

/** `min` and `max` of numbers, `minLength` and `maxLength` of texts in code points; all inclusive (SPEC R45). */
export const numberPredicates: readonly PredicateParser[] = [
  bound('min', (value, limit) => value >= limit),
  bound('max', (value, limit) => value <= limit),
  lengthBound('minLength', (length, limit) => length >= limit),
  lengthBound('maxLength', (length, limit) => length <= limit),
];

type Compare = (value: number, limit: number) => boolean;

function bound(name: string, compare: Compare): PredicateParser {
  return {
    name,
    parse(operand, place) {
      const limit = readNumber(operand, place);
      if (limit === undefined) return undefined;
      const holds = (value: unknown) => compare(value as number, limit);
      return { reads: numbers, surely: holds, possibly: holds };
    },
  };
}

function lengthBound(name: string, compare: Compare): PredicateParser {
  return {
    name,
    parse(operand, place) {
      const limit = readNumber(operand, place);
      if (limit === undefined) return undefined;
      if (!Number.isInteger(limit) || limit < 0) {
        place.report('wrong_type', `\`${name}\` is a whole number of characters, not \`${limit}\``);
        return undefined;
      }
      const holds = (value: unknown) => compare(codePoints(value as string), limit);
      return { reads: strings, surely: holds, possibly: holds };
    },
  };
}

function codePoints(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    // Snapshots hold well-formed text only: a high surrogate is followed by its low one.
    const unit = text.charCodeAt(index);
    if (unit < 0xd800 || unit > 0xdbff) count += 1;
  }
  return count;
}
