import type { JsonValue, Locate, PolicyIssue } from '@proviso/core';

/** How a policy's text may be written. */
export type PolicyFormat = 'yaml' | 'json';

/** What a text holds as a value, or why it holds none. Whether the value is a policy is not asked here. */
export type TextReading =
  | { readonly ok: true; readonly value: JsonValue; readonly locate: Locate }
  | { readonly ok: false; readonly issues: readonly PolicyIssue[] };

/** How deep a policy's text may nest; what a snapshot holds as well. */
export const maxDocumentDepth = 128;
