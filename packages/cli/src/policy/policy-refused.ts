import type { PolicyIssue } from '@proviso/core';

/** A policy file that is not in force because of its faults (SPEC R23, R24). */
export class PolicyRefused extends Error {
  readonly file: string;
  readonly issues: readonly PolicyIssue[];
  /** What the file holds, when it could be read. */
  readonly text: string | undefined;

  constructor(file: string, refused: { readonly issues: readonly PolicyIssue[]; readonly text?: string }) {
    super(`the policy is refused, so nothing is allowed: ${refused.issues.length} faults`);
    this.name = 'PolicyRefused';
    this.file = file;
    this.issues = refused.issues;
    this.text = refused.text;
  }
}
