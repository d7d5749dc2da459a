import type { Decision, PolicyDocument, ToolCall } from '@proviso/core';
import { notesOf } from './notes.ts';
import { wayTo } from './ways.ts';

/** Everything there is to say about one answer: plain data, what `--json` prints. */
export interface Explanation {
  readonly asked: ToolCall;
  readonly policy: { readonly file: string; readonly name?: string; readonly digest: string };
  readonly decision: Decision;
  /** What a person may have overlooked. */
  readonly notes: readonly string[];
  /** What would have to change for another answer. All of it, where there are several. */
  readonly changes: readonly string[];
}

/** What an explanation is made from. */
export interface Question {
  readonly call: ToolCall;
  readonly decision: Decision;
  readonly policy: { readonly file: string; readonly document: PolicyDocument };
}

/** Gathers what there is to say about an answer. */
export function explainDecision({ call, decision, policy }: Question): Explanation {
  const { file, document } = policy;
  return {
    asked: call,
    policy: { file, ...(document.name !== undefined && { name: document.name }), digest: document.digest },
    decision,
    notes: notesOf(call, { decision, document }),
    changes: wayTo(call, { decision, document }),
  };
}
