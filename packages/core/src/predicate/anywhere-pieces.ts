import type { JsonObject, JsonValue } from '../json/json-value.ts';
import { isJsonObject } from '../json/snapshot.ts';

// White space, quotes, back quotes and the signs that hold texts together in command lines, lists and headers.
const separator = /[\s'"`‘’‚‛“”„‟«»<>();|&,=]/;
const pieces = new RegExp(separator.source.replace('[', '[^').concat('+'), 'g');

/** True for a text that has more than one piece, or is not its only piece. */
export function hasSeparator(text: string): boolean {
  return separator.test(text);
}

/**
 * True when the text itself or one of its pieces passes the test (SPEC R47). Pieces are the runs between separators, a
 * leading `@` dropped. The work grows with the length of the text, whatever is in it.
 */
export function someTextOrPiece(text: string, test: (text: string) => boolean): boolean {
  if (test(text)) return true;
  for (const [piece] of text.matchAll(pieces)) {
    const bare = piece.startsWith('@') ? piece.slice(1) : piece;
    if (bare !== text && test(bare)) return true;
  }
  return false;
}

/** True when some text anywhere in the value passes the test: every string, and every key of every object. */
export function someText(value: JsonValue, test: (text: string) => boolean): boolean {
  if (typeof value === 'string') return test(value);
  if (Array.isArray(value)) return value.some((item) => someText(item, test));
  if (!isJsonObject(value)) return false;
  return someMember(value, test);
}

function someMember(object: JsonObject, test: (text: string) => boolean): boolean {
  for (const key of Object.keys(object))
    if (test(key) || someText(object[key] as JsonValue, test)) return true;
  return false;
}
