import { DocumentPlace, type DocumentReading } from '../document/document-place.ts';
import type { PolicyIssue } from '../document/issue.ts';
import type { JsonValue } from '../json/json-value.ts';
import type { EvaluationContext } from '../predicate/evaluation-context.ts';
import type { Predicate, PredicateParser } from '../predicate/predicate.ts';

/** A call that brings nothing besides its arguments. */
export const bareContext: EvaluationContext = {
  agent: undefined,
  principal: undefined,
  session: undefined,
  context: undefined,
  environment: {},
};

/** Reads one predicate's operand outside a document; the issues are those it reported. */
export function readPredicate(parser: PredicateParser, operand: JsonValue) {
  const issues: PolicyIssue[] = [];
  const reading: DocumentReading = {
    issues,
    locate: undefined,
    groups: new Set(),
    extendable: new Set(),
    readCondition: () => undefined,
    ids: new Map(),
  };
  return { predicate: parser.parse(operand, new DocumentPlace(reading).at(parser.name)), issues };
}

/** How much is known of a value: it holds surely, possibly only, or not at all. */
export type Verdict = 'surely' | 'possibly' | 'no';

/** Judges a value in both readings; a fault of the operand, or surely without possibly, throws. */
export function judge(
  {
    predicate,
    issues,
  }: { readonly predicate: Predicate | undefined; readonly issues: readonly PolicyIssue[] },
  value: JsonValue,
  context: EvaluationContext = bareContext,
): Verdict {
  if (predicate === undefined) throw new Error(JSON.stringify(issues));
  const [surely, possibly] = [predicate.surely(value, context), predicate.possibly(value, context)];
  if (surely && !possibly) throw new Error('surely, but not possibly');
  return surely ? 'surely' : possibly ? 'possibly' : 'no';
}
