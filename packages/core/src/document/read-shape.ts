import type { JsonObject, JsonValue } from '../json/json-value.ts';
import { quoteName } from '../json/quote-name.ts';
import { isJsonObject } from '../json/snapshot.ts';
import { type DocumentPlace, didYouMean } from './document-place.ts';

/** The keys an object may have, and those that are known but refused, with the reason. */
export interface KnownKeys {
  readonly accepted: readonly string[];
  readonly refused?: Readonly<Record<string, string>>;
}

/** Gives the value as an object whose every key is accepted, or reports why not. */
export function readObject(
  value: JsonValue | undefined,
  place: DocumentPlace,
  shape: { readonly what: string; readonly keys?: KnownKeys },
): JsonObject | undefined {
  if (!isJsonObject(value)) {
    place.report('wrong_type', `${shape.what} is an object of named keys, not ${typeName(value)}`);
    return undefined;
  }
  if (shape.keys !== undefined) checkKeys(value, place, shape.keys);
  return value;
}

function checkKeys(object: JsonObject, place: DocumentPlace, keys: KnownKeys): void {
  for (const key of Object.keys(object)) {
    if (keys.accepted.includes(key)) continue;
    if (keys.refused !== undefined && Object.hasOwn(keys.refused, key)) {
      place.at(key).report('not_supported', `\`${key}\` ${keys.refused[key]}`, { part: 'key' });
      continue;
    }
    const suggestion = didYouMean(key, keys.accepted);
    place.at(key).report('unknown_key', `unknown key ${quoteName(key)}`, { suggestion, part: 'key' });
  }
}

/** Gives the list's items, or reports that it is no list, or empty. An absent list is `undefined`. */
export function readList(
  value: JsonValue | undefined,
  place: DocumentPlace,
): readonly JsonValue[] | undefined {
  if (value === undefined) return undefined;
  const key = String(place.path.at(-1));
  if (!Array.isArray(value)) {
    const suggestion = isPlainWord(value) ? `write \`${key}: [${value}]\`` : undefined;
    place.report('wrong_type', `${quoteName(key)} is a list, not ${typeName(value)}`, { suggestion });
    return undefined;
  }
  if (value.length === 0) {
    place.report(
      'empty_list',
      `${quoteName(key)} is empty, which could be read as nothing or as everything`,
      {
        suggestion: 'leave the key out, or write `default: deny` to deny everything',
      },
    );
    return undefined;
  }
  return value;
}

// Shown as it is, so it must be what it looks like.
function isPlainWord(value: JsonValue): value is string {
  return typeof value === 'string' && /^[\w@*./:-]{1,60}$/.test(value);
}

/** Gives a text, or reports that the value is none. An absent value is `undefined`. */
export function readText(value: JsonValue | undefined, place: DocumentPlace): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  const key = quoteName(String(place.path.at(-1)));
  place.report('wrong_type', `${key} is a text, not ${typeName(value)}`, { suggestion: inQuotes(value) });
  return undefined;
}

/** What to write for a number or boolean where a text was meant. */
export function inQuotes(value: JsonValue): string | undefined {
  return typeof value === 'number' || typeof value === 'boolean'
    ? `write it in quotes: \`"${value}"\``
    : undefined;
}

/** Gives one of the texts that may stand here, or reports that the value is none of them. */
export function readChoice<T extends string>(
  value: JsonValue | undefined,
  place: DocumentPlace,
  choices: readonly T[],
): T | undefined {
  const found = choices.find((choice) => choice === value);
  if (found !== undefined || value === undefined) return found;
  const said = typeof value === 'string' ? quoteName(value) : typeName(value);
  const suggestion = typeof value === 'string' ? didYouMean(value, choices) : undefined;
  const listed = choices.map((choice) => `\`${choice}\``).join(' or ');
  place.report('wrong_type', `${quoteName(String(place.path.at(-1)))} is ${listed}, not ${said}`, {
    suggestion,
  });
  return undefined;
}

/** Names a value's JSON type for people. */
export function typeName(value: JsonValue | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return (
    { string: 'a text', number: 'a number', boolean: 'a boolean' }[typeof value as string] ?? 'an object'
  );
}
