import type { ParseResult, PolicyDocument, PolicyIssue, PredicateParser } from '@proviso/core';
import { decodePolicy } from './decode-policy.ts';
import { type PolicyBytes, readPolicyBytes, readPolicyBytesSync } from './policy-bytes.ts';
import { readPolicyText } from './read-policy-text.ts';
import type { PolicyFormat } from './text-reading.ts';

/** How a policy file is read. */
export interface PolicyFileOptions {
  /** Default: JSON when the name ends in `.json`, else YAML. */
  readonly format?: PolicyFormat | undefined;
  /** Predicates beyond core's: what `loadPredicates` gave. Default: none. */
  readonly predicates?: readonly PredicateParser[] | undefined;
}

/** A document, or every issue; the text too, when there was one, so that issues can be shown in it. */
export type PolicyFileResult =
  | { readonly ok: true; readonly document: PolicyDocument; readonly text: string }
  | { readonly ok: false; readonly issues: readonly PolicyIssue[]; readonly text?: string };

/**
 * Reads a policy file, whole or not at all (SPEC R23). Whatever is wrong with the file is an issue: this never
 * rejects. A pipe, a device or a folder is `unreadable`, and is never waited for. Owner and mode are not looked
 * at: a file that can be read counts.
 */
export async function readPolicyFile(
  path: string,
  options: PolicyFileOptions = {},
): Promise<PolicyFileResult> {
  return understandPolicy(path, await readPolicyBytes(path), options);
}

/** Does what `readPolicyFile` does, at once. */
export function readPolicyFileSync(path: string, options: PolicyFileOptions = {}): PolicyFileResult {
  return understandPolicy(path, readPolicyBytesSync(path), options);
}

/** Makes a document of what was read at a path. */
export function understandPolicy(
  path: string,
  reading: PolicyBytes,
  { format, predicates }: PolicyFileOptions,
): PolicyFileResult {
  if (!reading.ok) return { ok: false, issues: [reading.issue] };
  const decoded = decodePolicy(reading.bytes, path);
  if (!decoded.ok) return { ok: false, issues: [decoded.issue] };
  const { text } = decoded;
  const result: ParseResult = readPolicyText(text, { file: path, format, predicates });
  return { ...result, text };
}
