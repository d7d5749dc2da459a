import type { JsonValue } from './json-value.ts';
import { sha256 } from './sha256.ts';

/** The one text of a JSON value: keys sorted by code unit, no white space, numbers as ECMAScript prints them (RFC 8785). */
export function canonicalJson(value: JsonValue): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members: string[] = [];
  for (const key of Object.keys(value).sort()) {
    members.push(
      `${JSON.stringify(key)}:${canonicalJson((value as Record<string, JsonValue>)[key] as JsonValue)}`,
    );
  }
  return `{${members.join(',')}}`;
}

/** `sha256:` and 64 hex digits over the canonical text (SPEC R25). */
export function digestJson(value: JsonValue): string {
  return `sha256:${sha256(canonicalJson(value))}`;
}
