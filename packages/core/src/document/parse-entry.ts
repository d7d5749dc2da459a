import type { JsonObject, JsonValue } from '../json/json-value.ts';
import { quoteName } from '../json/quote-name.ts';
import type { Condition } from './condition.ts';
import { type DocumentPlace, didYouMean } from './document-place.ts';
import { faultOfPattern } from './name-pattern.ts';
import type { PolicyEntry } from './policy-document.ts';
import { inQuotes, type KnownKeys, readList, readObject, readText, typeName } from './read-shape.ts';

const ruleKeys: KnownKeys = {
  accepted: ['tool', 'when', 'unless', 'closed', 'missing', 'id', 'reason', 'message'],
};

/** Reads one entry of a list: a name pattern, a `@group`, or a rule (SPEC R14). */
export function parseEntry(value: JsonValue, place: DocumentPlace): PolicyEntry | undefined {
  const { name } = place;
  const position = place.position();
  const origin = { path: name, ...(position !== undefined && { position }) };
  if (typeof value === 'string') {
    return checkReference(value, place) ? { tools: Object.freeze([value]), id: name, ...origin } : undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    reportNoName(value, place);
    return undefined;
  }
  const rule = readObject(value, place, { what: 'a rule', keys: ruleKeys });
  if (rule === undefined) return undefined;
  const tools = readTools(rule.tool, place);
  const id = readId(rule.id, place.at('id'), name);
  const reason = readText(rule.reason, place.at('reason'));
  const advice = readText(rule.message, place.at('message'));
  const condition = readRuleCondition(rule, place);
  if (tools === undefined) return undefined;
  return {
    tools,
    id: id ?? name,
    ...origin,
    ...(condition !== undefined && { condition }),
    ...(reason !== undefined && { reason }),
    ...(advice !== undefined && { advice }),
  };
}

const conditionKeys = ['when', 'unless', 'closed', 'missing'] as const;

function readRuleCondition(rule: JsonObject, place: DocumentPlace): Condition | undefined {
  const list = place.path.at(-2);
  if (list === 'allow' || list === 'deny' || list === 'ask')
    return place.reading.readCondition(rule, place, list);
  // `optional` asks for the tool's name only: a condition there would look as if it were asked.
  for (const key of conditionKeys) {
    if (rule[key] === undefined) continue;
    place
      .at(key)
      .report('contradiction', `\`${key}\` has no place in \`optional\`, which is about names only`, {
        part: 'key',
        suggestion: 'write the condition on an `allow` or `ask` rule for the tool',
      });
  }
  return undefined;
}

/** Reports a name pattern that is not well formed, and a `@group` that does not exist. */
function checkReference(reference: string, place: DocumentPlace): boolean {
  if (!reference.startsWith('@')) {
    const fault = faultOfPattern(reference);
    if (fault !== undefined) place.report('bad_pattern', `${quoteName(reference)}: ${fault}`);
    return fault === undefined;
  }
  const { groups } = place.reading;
  const group = reference.slice(1);
  if (groups.has(group)) return true;
  const fault = faultOfGroupName(group);
  if (fault !== undefined) place.report('bad_pattern', `${quoteName(reference)}: ${fault}`);
  else {
    const suggestion = didYouMean(group, groups, '@');
    place.report('unknown_group', `there is no group ${quoteName(reference)}`, { suggestion });
  }
  return false;
}

/** Tells what is wrong with a group's name, or `undefined` when nothing is (SPEC R18). */
export function faultOfGroupName(name: string): string | undefined {
  if (/^[\p{L}\p{Nd}_\-./:]+$/u.test(name)) return undefined;
  return 'a group has a name of letters, digits and `_ - . / :`';
}

function readTools(value: JsonValue | undefined, place: DocumentPlace): readonly string[] | undefined {
  if (value === undefined) {
    const suggestion = 'write `tool: "*"` for every tool';
    place.report('missing_key', 'a rule without `tool` names nothing', { suggestion });
    return undefined;
  }
  const at = place.at('tool');
  if (typeof value === 'string') return checkReference(value, at) ? Object.freeze([value]) : undefined;
  if (Array.isArray(value)) return parseReferences(value, at);
  reportNoName(value, at);
  return undefined;
}

/** Reads a list of name patterns and `@group` references; any fault in it refuses the whole list. */
export function parseReferences(
  value: JsonValue | undefined,
  place: DocumentPlace,
): readonly string[] | undefined {
  const list = readList(value, place);
  if (list === undefined) return undefined;
  const names: string[] = [];
  list.forEach((item, index) => {
    const at = place.at(index);
    if (typeof item !== 'string') reportNoName(item, at);
    else if (checkReference(item, at)) names.push(item);
  });
  return names.length === list.length ? Object.freeze(names) : undefined;
}

function readId(value: JsonValue | undefined, place: DocumentPlace, rule: string): string | undefined {
  const id = readText(value, place);
  if (id === undefined) return undefined;
  if (faultOfGroupName(id) !== undefined) {
    place.report('bad_pattern', `${quoteName(id)}: an id has letters, digits and \`_ - . / :\``);
  }
  const before = place.reading.ids.get(id);
  if (before === undefined) place.reading.ids.set(id, rule);
  else place.report('duplicate_id', `${quoteName(id)} is already the id of \`${before}\``);
  return id;
}

function reportNoName(value: JsonValue, place: DocumentPlace): void {
  place.report('wrong_type', `a tool is named by a text, not ${typeName(value)}`, {
    suggestion: inQuotes(value),
  });
}
