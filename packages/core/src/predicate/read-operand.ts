import type { DocumentPlace } from '../document/document-place.ts';
import { typeName } from '../document/read-shape.ts';
import type { JsonValue } from '../json/json-value.ts';

/** Gives an operand as a list: a single value stands for a list of one. An empty list is reported. */
export function readOperands(
  operand: JsonValue,
  place: DocumentPlace,
): readonly (readonly [JsonValue, DocumentPlace])[] {
  if (!Array.isArray(operand)) return [[operand, place]];
  if (operand.length === 0) place.report('empty_list', `\`${String(place.path.at(-1))}\` names nothing`);
  return operand.map((item, index) => [item, place.at(index)]);
}

/** Gives every operand as a text, or reports the others and gives nothing. */
export function readTexts(
  operand: JsonValue,
  place: DocumentPlace,
): readonly (readonly [string, DocumentPlace])[] | undefined {
  const texts: (readonly [string, DocumentPlace])[] = [];
  const operands = readOperands(operand, place);
  for (const [value, at] of operands) {
    if (typeof value === 'string') texts.push([value, at]);
    else at.report('wrong_type', `\`${wordOf(place)}\` takes texts, not ${typeName(value)}`);
  }
  return texts.length === operands.length && texts.length > 0 ? texts : undefined;
}

/** Gives a finite number, or reports that the operand is none. */
export function readNumber(operand: JsonValue, place: DocumentPlace): number | undefined {
  if (typeof operand === 'number') return operand;
  place.report('wrong_type', `\`${wordOf(place)}\` takes a number, not ${typeName(operand)}`);
  return undefined;
}

function wordOf(place: DocumentPlace): string {
  return String(place.path.findLast((part) => typeof part === 'string'));
}
