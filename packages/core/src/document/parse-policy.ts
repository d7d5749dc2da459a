import type { JsonObject, JsonValue } from '../json/json-value.ts';
import { quoteName } from '../json/quote-name.ts';
import { type DocumentPlace, didYouMean } from './document-place.ts';
import { parseEntry } from './parse-entry.ts';
import type { PolicyDefinition, PolicyEntry } from './policy-document.ts';
import { type KnownKeys, readChoice, readList, readObject, typeName } from './read-shape.ts';

const policyKeys: KnownKeys = {
  accepted: ['extends', 'default', 'allow', 'deny', 'optional', 'ask'],
  refused: { limits: 'is not enforced by this version, so it is refused rather than ignored' },
};

/** Reads one policy (SPEC R13). References to groups and other policies are checked later. */
export function parsePolicy(value: JsonValue, place: DocumentPlace): PolicyDefinition | undefined {
  const policy = readObject(value, place, { what: 'a policy', keys: policyKeys });
  if (policy === undefined) return undefined;
  if (Object.keys(policy).length === 0) {
    place.report('empty_policy', 'a policy that says nothing would allow everything', {
      suggestion: 'write `default: allow` if that is meant, or `default: deny`',
    });
    return undefined;
  }
  const fallback = readDefault(policy, place);
  return Object.freeze({
    extends: readExtends(policy.extends, place.at('extends')),
    default: fallback,
    allow: readEntries(policy.allow, place.at('allow')),
    deny: readEntries(policy.deny, place.at('deny')),
    optional: readEntries(policy.optional, place.at('optional')),
    ask: readEntries(policy.ask, place.at('ask')),
  });
}

function readDefault(policy: JsonObject, place: DocumentPlace): 'allow' | 'deny' | undefined {
  const at = place.at('default');
  const value = readChoice(policy.default, at, ['allow', 'deny']);
  if (value === 'allow' && policy.allow !== undefined) {
    const message = '`default: allow` beside an `allow` list, which already denies the rest';
    at.report('contradiction', message, { suggestion: 'leave one of the two out' });
  }
  return value;
}

function readExtends(value: JsonValue | undefined, place: DocumentPlace): readonly string[] {
  const known = place.reading.extendable;
  const names: string[] = [];
  readList(value, place)?.forEach((name, index) => {
    const at = place.at(index);
    if (typeof name !== 'string')
      at.report('wrong_type', `a policy is named by a text, not ${typeName(name)}`);
    else if (known.has(name)) names.push(name);
    else {
      const suggestion = didYouMean(name, known);
      at.report('unknown_policy', `there is no policy ${quoteName(name)} to extend`, { suggestion });
    }
  });
  return Object.freeze(names);
}

function readEntries(value: JsonValue | undefined, place: DocumentPlace): readonly PolicyEntry[] {
  const entries: PolicyEntry[] = [];
  readList(value, place)?.forEach((item, index) => {
    const entry = parseEntry(item, place.at(index));
    if (entry !== undefined) entries.push(Object.freeze(entry));
  });
  return Object.freeze(entries);
}
