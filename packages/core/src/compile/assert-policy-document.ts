import { formatPath } from '../document/format-path.ts';
import type { PolicyIssue } from '../document/issue.ts';
import type { PolicyDocument } from '../document/policy-document.ts';
import { type ParseOptions, parsePolicyDocument } from './parse-policy-document.ts';

/** A document that was refused, with everything that is wrong with it. */
export class PolicyDocumentError extends Error {
  override readonly name = 'PolicyDocumentError';
  /** Stable across versions. */
  readonly code = 'policy_document_refused';
  readonly issues: readonly PolicyIssue[];

  constructor(issues: readonly PolicyIssue[]) {
    super(['the policy document is refused', ...issues.map(lineOf)].join('\n  '));
    this.issues = issues;
  }
}

/**
 * Reads a value as a policy document, for programs that cannot go on without one (SPEC R12, R23).
 *
 * @throws PolicyDocumentError with every issue, when there is any
 */
export function assertPolicyDocument(value: unknown, options: ParseOptions = {}): PolicyDocument {
  const result = parsePolicyDocument(value, options);
  if (!result.ok) throw new PolicyDocumentError(result.issues);
  return result.document;
}

function lineOf({ path, message, suggestion }: PolicyIssue): string {
  return `${formatPath(path)}: ${message}${suggestion === undefined ? '' : ` (${suggestion})`}`;
}
