import { formatPath } from './format-path.ts';
import type { Locate, PolicyIssue } from './issue.ts';
import { parsePolicyDocument } from './parse-policy-document.ts';
import type { PolicyDocument } from './policy-document.ts';

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
export function assertPolicyDocument(
  value: unknown,
  options: { readonly locate?: Locate } = {},
): PolicyDocument {
  const result = parsePolicyDocument(value, options);
  if (!result.ok) throw new PolicyDocumentError(result.issues);
  return result.document;
}

function lineOf({ path, message, suggestion }: PolicyIssue): string {
  return `${formatPath(path)}: ${message}${suggestion === undefined ? '' : ` (${suggestion})`}`;
}
