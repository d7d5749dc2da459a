import type { DocumentPlace } from '../document/document-place.ts';
import { didYouMean } from '../document/document-place.ts';
import { typeName } from '../document/read-shape.ts';
import type { JsonValue } from '../json/json-value.ts';
import { quoteName } from '../json/quote-name.ts';
import { typeOf } from './predicate.ts';
import { readTexts } from './read-operand.ts';
import { fixed, type ValueTest } from './value-test.ts';

/** `exists`: whether the key is there, a null included (SPEC R46). */
export function parseExists(operand: JsonValue, place: DocumentPlace): ValueTest | undefined {
  if (typeof operand !== 'boolean') {
    place.report('wrong_type', `\`exists\` is \`true\` or \`false\`, not ${typeName(operand)}`);
    return undefined;
  }
  const holds = (value: JsonValue | undefined) => (value !== undefined) === operand;
  return fixed({ surely: holds, possibly: holds });
}

const typeNames = ['null', 'boolean', 'number', 'integer', 'string', 'array', 'object'];

/** `type`: the JSON type of the value itself, arrays and null included (SPEC R46). */
export function parseType(operand: JsonValue, place: DocumentPlace, missing: boolean): ValueTest | undefined {
  const texts = readTexts(operand, place);
  const unknown = texts?.filter(([name]) => !typeNames.includes(name)) ?? [];
  for (const [name, at] of unknown) {
    at.report('wrong_type', `there is no type ${quoteName(name)}`, {
      suggestion: didYouMean(name, typeNames),
    });
  }
  if (texts === undefined || unknown.length > 0) return undefined;
  const types = new Set(texts.map(([name]) => name));
  const holds = (value: JsonValue | undefined) =>
    value !== undefined && (types.has(typeOf(value)) || (types.has('integer') && Number.isInteger(value)));
  return fixed({ surely: holds, possibly: (value) => (value === undefined ? missing : holds(value)) });
}
