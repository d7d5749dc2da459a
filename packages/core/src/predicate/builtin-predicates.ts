import { cidrPredicate } from './address/cidr-predicate.ts';
import { emailPredicate } from './address/email-predicate.ts';
import { equalityPredicates } from './equality-predicates.ts';
import { numberPredicates } from './number-predicates.ts';
import { pathPredicate } from './path/path-predicate.ts';
import type { PredicateParser } from './predicate.ts';
import { shellPredicate } from './shell/shell-predicate.ts';
import { textPredicates } from './text-predicates.ts';
import { urlPredicate } from './url/url-predicate.ts';

/** The predicates every document may use. Others need a library and come with `@proviso/node`. */
export const builtinPredicates: readonly PredicateParser[] = [
  ...equalityPredicates,
  ...textPredicates,
  ...numberPredicates,
  urlPredicate,
  emailPredicate,
  cidrPredicate,
  pathPredicate,
  shellPredicate,
];
