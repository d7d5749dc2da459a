import { type ParseResult, type PredicateParser, parsePolicyDocument } from '@proviso/core';
import { readJsonText } from './read-json-text.ts';
import { readYamlText } from './read-yaml-text.ts';
import type { PolicyFormat } from './text-reading.ts';

/** What is known about a text. */
export interface PolicyTextOptions {
  /** The name to show in positions, as the user gave it. */
  readonly file?: string | undefined;
  /** Default: JSON when `file` ends in `.json`, else YAML. */
  readonly format?: PolicyFormat | undefined;
  /** Predicates beyond core's: what `loadPredicates` gave. Default: none. */
  readonly predicates?: readonly PredicateParser[] | undefined;
}

/**
 * Reads the text of a policy document, whole or not at all: a document, or every issue with line and column
 * (SPEC R12, R23). Never throws for what a text holds.
 *
 * @example
 * ```ts
 * const result = readPolicyText('version: 1\nglobal: { default: deny }\n');
 * if (!result.ok) console.error(formatIssues(result.issues));
 * ```
 */
export function readPolicyText(text: string, options: PolicyTextOptions = {}): ParseResult {
  if (typeof text !== 'string') throw new TypeError('`readPolicyText` takes a string');
  const { file, format = formatOf(file) } = options;
  const reading = format === 'json' ? readJsonText(text, file) : readYamlText(text, file);
  if (!reading.ok) return reading;
  return parsePolicyDocument(reading.value, { locate: reading.locate, predicates: options.predicates });
}

function formatOf(file: string | undefined): PolicyFormat {
  return file?.toLowerCase().endsWith('.json') ? 'json' : 'yaml';
}
