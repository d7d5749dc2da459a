import { createEngine, type Engine, type PolicyDocument } from '@proviso/core';
import { loadPredicates, type PolicyFileResult, readPolicyFileSync } from '@proviso/node';
import { findPolicyFile } from './find-policy-file.ts';
import { PolicyRefused } from './policy-refused.ts';

/** A policy that was read without a fault, and its engine. */
export interface LoadedPolicy {
  readonly file: string;
  /** What the file holds, for excerpts. */
  readonly text: string;
  readonly document: PolicyDocument;
  readonly engine: Engine;
}

/**
 * Reads the policy that was named, or the one of this folder.
 *
 * @throws PolicyRefused when it has a fault
 * @throws UsageFault when none was named and none is here
 */
export async function loadPolicy(named: string | undefined): Promise<LoadedPolicy> {
  const file = named ?? findPolicyFile('.');
  const result = await readPolicyWithPredicates(file);
  if (!result.ok) throw new PolicyRefused(file, result);
  const { document, text } = result;
  return { file, text, document, engine: createEngine(document) };
}

// Most policies use core's predicates only: the libraries behind the others are loaded when one is missed.
async function readPolicyWithPredicates(file: string): Promise<PolicyFileResult> {
  const result = readPolicyFileSync(file);
  if (result.ok || !result.issues.some(({ code }) => code === 'unknown_predicate')) return result;
  return readPolicyFileSync(file, { predicates: await loadPredicates(result.text) });
}
