import { type DocumentPlace, didYouMean } from '../document/document-place.ts';
import { readObject } from '../document/read-shape.ts';
import type { JsonValue } from '../json/json-value.ts';
import { quoteName } from '../json/quote-name.ts';
import { boundLinks } from './anywhere-links.ts';
import { someText, someTextOrPiece } from './anywhere-pieces.ts';
import type { ArgumentsTest } from './argument-path.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import type { Predicate, PredicateParser } from './predicate.ts';

/** What reading a `"**"` test needs to know. */
export interface AnywhereReading {
  readonly predicates: ReadonlyMap<string, PredicateParser>;
}

const single = 'judges one argument; under `"**"` every text there is would be judged';
const numbers = 'is no test of a text';
/** Words that mean something for one known argument only. */
const refused: ReadonlyMap<string, string> = new Map([
  ['exists', single],
  ['type', single],
  ['not', single],
  ['each', single],
  ['any', single],
  ['minLength', single],
  ['maxLength', single],
  ['min', numbers],
  ['max', numbers],
]);

/** Reads a test of every text anywhere in the arguments, keys included, and of its pieces (SPEC R47). */
export function readAnywhereTest(
  value: JsonValue,
  place: DocumentPlace,
  reading: AnywhereReading,
): ArgumentsTest | undefined {
  const members = Object.entries(readObject(value, place, { what: '`"**"`' }) ?? {});
  if (members.length === 0) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      place.report('empty_list', 'a test without a predicate would hold for everything');
    return undefined;
  }
  const predicates = members.map(([word, operand]) => readPredicate(word, operand, { ...reading, place }));
  const known = predicates.filter((predicate) => predicate !== undefined);
  return known.length === members.length ? testAnywhere(known) : undefined;
}

function readPredicate(
  word: string,
  operand: JsonValue,
  { place, predicates }: AnywhereReading & { readonly place: DocumentPlace },
): Predicate | undefined {
  const at = place.at(word);
  const reason = refused.get(word);
  const parser = predicates.get(word);
  if (reason !== undefined) {
    at.report('unknown_predicate', `${quoteName(word)} ${reason}`, { part: 'key' });
    return undefined;
  }
  if (parser === undefined) {
    const suggestion = didYouMean(word, predicates.keys());
    at.report('unknown_predicate', `there is no predicate ${quoteName(word)}`, { suggestion, part: 'key' });
    return undefined;
  }
  const predicate = parser.parse(operand, at);
  if (predicate === undefined || predicate.reads.has('string')) return predicate;
  at.report('wrong_type', '`"**"` finds texts, and this is true of none');
  return undefined;
}

function testAnywhere(predicates: readonly Predicate[]): ArgumentsTest {
  return {
    surely: () => false,
    possibly(args, untaken) {
      const context = boundLinks(untaken);
      const holds = (piece: string) => predicates.every((one) => holdsFor(one, piece, context));
      return someText(args, (text) => someTextOrPiece(text, holds));
    },
  };
}

function holdsFor(predicate: Predicate, piece: string, context: EvaluationContext): boolean {
  if (predicate.possiblyPiece === undefined) return predicate.possibly(piece, context);
  return predicate.possiblyPiece(piece, context);
}
