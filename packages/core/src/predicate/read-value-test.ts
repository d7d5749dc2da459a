import type { DocumentPlace } from '../document/document-place.ts';
import { didYouMean } from '../document/document-place.ts';
import { readObject } from '../document/read-shape.ts';
import type { JsonValue } from '../json/json-value.ts';
import { quoteName } from '../json/quote-name.ts';
import type { PredicateParser } from './predicate.ts';
import { parseExists, parseType } from './shape-tests.ts';
import { allOf, negate, quantify, testByPredicate, type ValueTest } from './value-test.ts';

/** What reading a test needs to know. */
export interface TestReading {
  readonly predicates: ReadonlyMap<string, PredicateParser>;
  /** The rule's `missing: match`. */
  readonly missing: boolean;
}

const structure = ['not', 'each', 'any', 'exists', 'type'];

/** Reads what one argument must be: an object of predicates that must all hold (SPEC R41). */
export function readValueTest(
  value: JsonValue,
  place: DocumentPlace,
  reading: TestReading,
): ValueTest | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const scalar =
      typeof value === 'object' ? undefined : `write \`{ equals: ${JSON.stringify(value).slice(0, 60)} }\``;
    place.report('wrong_type', 'what an argument must be is an object of predicates', { suggestion: scalar });
    return undefined;
  }
  const members = Object.entries(readObject(value, place, { what: 'a test' }) ?? {});
  if (members.length === 0)
    place.report('empty_list', 'a test without a predicate would hold for everything');
  const tests = members.map(([word, operand]) =>
    readWord(word, operand, { ...reading, place: place.at(word) }),
  );
  const [first, ...others] = tests.filter((test) => test !== undefined);
  return first !== undefined && others.length + 1 === members.length ? allOf([first, ...others]) : undefined;
}

interface WordReading extends TestReading {
  readonly place: DocumentPlace;
}

function readWord(word: string, operand: JsonValue, reading: WordReading): ValueTest | undefined {
  const { place, missing } = reading;
  switch (word) {
    case 'exists':
      return parseExists(operand, place);
    case 'type':
      return parseType(operand, place, missing);
    case 'not': {
      const inner = readValueTest(operand, place, reading);
      return inner && negate(inner);
    }
    case 'each':
    case 'any': {
      const inner = readValueTest(operand, place, reading);
      return inner && quantify(word, inner, missing);
    }
    default:
      return readPredicate(word, operand, reading);
  }
}

function readPredicate(word: string, operand: JsonValue, { place, predicates, missing }: WordReading) {
  const parser = predicates.get(word);
  if (parser === undefined) {
    const suggestion = didYouMean(word, [...predicates.keys(), ...structure]);
    place.report('unknown_predicate', `there is no predicate ${quoteName(word)}`, {
      suggestion,
      part: 'key',
    });
    return undefined;
  }
  const predicate = parser.parse(operand, place);
  return predicate && testByPredicate(predicate, missing);
}
