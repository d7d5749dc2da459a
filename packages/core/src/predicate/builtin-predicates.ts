import { equalityPredicates } from './equality-predicates.ts';
import { numberPredicates } from './number-predicates.ts';
import type { PredicateParser } from './predicate.ts';
import { textPredicates } from './text-predicates.ts';

/** The predicates every document may use. Others need a library and come with `@proviso/node`. */
export const builtinPredicates: readonly PredicateParser[] = [
  ...equalityPredicates,
  ...textPredicates,
  ...numberPredicates,
];
