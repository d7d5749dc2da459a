import { readdirSync, readFileSync } from 'node:fs';
import type { ToolCall } from '../decide/tool-call.ts';

const folder = new URL('../../../../spec/vectors/', import.meta.url);

/** One decision vector: a document, a call and what must come out. */
export interface DecisionVector {
  readonly name: string;
  readonly document: unknown;
  readonly call: ToolCall;
  readonly expect: {
    readonly action: string;
    readonly code: string;
    readonly rule?: string;
    readonly layer?: string;
    readonly check?: string;
  };
}

/** Reads one vector file. */
export function loadVectors<T>(file: string): { readonly rule: string; readonly cases: readonly T[] } {
  return JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
}

/** Every file whose cases are decisions, with its rule. */
export function loadDecisionVectors(): { file: string; rule: string; cases: readonly DecisionVector[] }[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort();
  return files
    .map((file) => ({ file, ...loadVectors<DecisionVector>(file) }))
    .filter(({ cases }) => cases.some((one) => one.expect?.action !== undefined));
}
