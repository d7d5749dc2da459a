import type { PredicateParser } from '@proviso/core';

/**
 * Loads the predicates beyond core's that a policy's text mentions: `matches` and `sql` stand on libraries, which are
 * loaded only for documents that use them. Give them to `readPolicyText` and the other readers as `predicates`.
 *
 * @param text a policy's text; absent: all of them
 */
export async function loadPredicates(text?: string): Promise<readonly PredicateParser[]> {
  const parsers: PredicateParser[] = [];
  if (text === undefined || text.includes('matches')) {
    parsers.push((await import('./matches/matches-predicate.ts')).matchesPredicate);
  }
  if (text === undefined || text.includes('sql')) {
    parsers.push(await (await import('./sql/sql-predicate.ts')).loadSqlPredicate());
  }
  return parsers;
}
