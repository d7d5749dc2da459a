import type { RuleReference } from '@proviso/core';
import { formatIssues } from '@proviso/node';
import { showPlain } from '../terminal/show-plain.ts';
import type { ExplanationLook } from './explanation-look.ts';

/** The line of the policy on which an entry stands, with a caret under it, and what it tells the model. */
export function formatExcerpt(rule: RuleReference, { text, paint }: ExplanationLook): string[] {
  const lines = sourceLines(rule, text).map((line) => `       ${line}`);
  if (rule.advice !== undefined)
    lines.push(`         ${paint('dim', 'told to the model:')} ${showPlain(rule.advice)}`);
  return lines;
}

// An entry is shown the way a fault at its place would be: the lines under the first one are the excerpt.
function sourceLines({ position }: RuleReference, text: string): string[] {
  if (position === undefined) return [];
  return formatIssues([{ code: 'syntax', message: '', path: [], position }], { text })
    .split('\n')
    .slice(1);
}
