import {
  type DocumentPlace,
  type JsonValue,
  type Predicate,
  type PredicateParser,
  quoteName,
  readTexts,
} from '@proviso/core';
import { RE2JS } from 're2js';

/** One expression in both readings. */
interface Expression {
  /** A dot is any character but a newline, as the expression says. */
  readonly strict: RE2JS;
  /** A dot is any character, so that no newline in a text takes it past a deny rule. */
  readonly lenient: RE2JS;
}

/**
 * `matches`: the whole text fits an expression in RE2 syntax, in time linear in the text (SPEC R48.7).
 *
 * Anchored at both ends, whatever its flags. `.` is no newline unless `(?s)` says so; the deny side tries it with
 * newlines too, and the text after NFC. Back references and look-around are refused: RE2 has none.
 */
export const matchesPredicate: PredicateParser = {
  name: 'matches',
  parse(operand, place) {
    const expressions = readExpressions(operand, place);
    return expressions && fitting(expressions);
  },
};

function fitting(expressions: readonly Expression[]): Predicate {
  const mayFit = (text: string) =>
    expressions.some(({ strict, lenient }) => strict.matches(text) || lenient.matches(text));
  return {
    reads: new Set(['string']),
    surely: (value) => expressions.some(({ strict }) => strict.matches(value as string)),
    possibly(value) {
      const text = value as string;
      if (mayFit(text)) return true;
      const composed = text.normalize('NFC');
      return composed !== text && mayFit(composed);
    },
  };
}

function readExpressions(operand: JsonValue, place: DocumentPlace): readonly Expression[] | undefined {
  const texts = readTexts(operand, place);
  const expressions: Expression[] = [];
  for (const [text, at] of texts ?? []) {
    const expression = readExpression(text, at);
    if (expression !== undefined) expressions.push(expression);
  }
  return expressions.length === texts?.length ? expressions : undefined;
}

const longestExpression = 1000;
const largestProgram = 10_000;

function readExpression(text: string, place: DocumentPlace): Expression | undefined {
  const fault = faultOfText(text);
  if (fault !== undefined) {
    place.report('bad_pattern', `${quoteName(text)} ${fault}`);
    return undefined;
  }
  try {
    const strict = RE2JS.compile(text);
    if (strict.programSize() <= largestProgram) return { strict, lenient: RE2JS.compile(text, RE2JS.DOTALL) };
    place.report('bad_pattern', `${quoteName(text)} makes a program of more than ${largestProgram} steps`);
  } catch (error) {
    place.report('bad_pattern', `${quoteName(text)} is no expression: ${describe(error)}`, {
      suggestion: suggest(text),
    });
  }
  return undefined;
}

function faultOfText(text: string): string | undefined {
  if (text === '') return 'fits the empty text only: write `equals: ""`';
  if (text.length > longestExpression) return `is longer than ${longestExpression} characters`;
  // SECURITY: a value from the call, inserted into an expression, could rewrite it.
  return text.includes('${')
    ? 'names context, which an expression cannot: use `equals` or `glob`'
    : undefined;
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : String(error);
}

function suggest(text: string): string | undefined {
  if (/\(\?<?[=!]/.test(text)) return 'RE2 has no look-around: say it with `not: { matches: … }`';
  if (/\\[1-9]/.test(text)) return 'RE2 has no back references';
  return /^\/.*\/[a-z]*$/s.test(text) ? 'write the expression without slashes, flags as `(?i)`' : undefined;
}
