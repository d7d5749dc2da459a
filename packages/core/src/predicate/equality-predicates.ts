import type { DocumentPlace } from '../document/document-place.ts';
import { canonicalJson } from '../json/canonical-json.ts';
import type { JsonValue } from '../json/json-value.ts';
import { isJsonObject } from '../json/snapshot.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import { type JsonType, type Predicate, type PredicateParser, typeOf } from './predicate.ts';
import { readOperands } from './read-operand.ts';
import { namesContext, parseTemplate, type Template } from './template.ts';

/** `equals` and `in`: whole values, compared as JSON; numbers are numbers, never their texts (SPEC R45). */
export const equalityPredicates: readonly PredicateParser[] = [
  {
    name: 'equals',
    parse: (operand, place) => parseValues([[operand, place]]),
  },
  {
    name: 'in',
    parse: (operand, place) => parseValues(readOperands(operand, place)),
  },
];

function parseValues(operands: readonly (readonly [JsonValue, DocumentPlace])[]): Predicate | undefined {
  const templates: Template[] = [];
  for (const [value, place] of operands) {
    const template = typeof value === 'string' ? parseTemplate(value, place) : constant(value, place);
    if (template !== undefined) templates.push(template);
  }
  if (templates.length < operands.length || templates.length === 0) return undefined;
  return equalToAny(templates);
}

function constant(value: JsonValue, place: DocumentPlace): Template | undefined {
  const canonical = canonicalJson(value);
  if (!namesContext(canonical)) return { constant: value, render: () => value };
  place.report(
    'unknown_variable',
    'context can be named by a value of its own, not inside a list or an object',
  );
  return undefined;
}

function equalToAny(templates: readonly Template[]): Predicate {
  const named = templates.some(({ constant: value }) => value === undefined);
  const types = new Set(
    templates.flatMap(({ constant: value }) => (value === undefined ? [] : [typeOf(value)])),
  );
  return {
    // What a name stands for is known with the call only, so its type is judged there.
    reads: named ? new Set<JsonType>([...types, 'string', 'number', 'boolean']) : types,
    surely: (value, context) => templates.some((template) => isSame(value, operandOf(template, context))),
    possibly(value, context) {
      const operands = templates.map((template) => operandOf(template, context));
      if (operands.some((operand) => operand === undefined || mayBeSame(value, operand))) return true;
      const compared = operands.map((operand) => typeOf(operand as JsonValue));
      // What has another type than all of them cannot be compared; nor an object that may wrap a scalar.
      if (!compared.includes(typeOf(value))) return true;
      return typeOf(value) === 'object' && compared.some((type) => type !== 'object' && type !== 'array');
    },
  };
}

function operandOf(template: Template, context: EvaluationContext): JsonValue | undefined {
  return template.constant === undefined ? template.render(context) : template.constant;
}

function isSame(value: JsonValue, operand: JsonValue | undefined): boolean {
  if (typeof operand !== 'object' || operand === null) return value === operand;
  return typeof value === 'object' && value !== null && canonicalJson(value) === canonicalJson(operand);
}

// A scalar of another type with the same text counts on the deny side: `5` and `"5"` are retyped easily.
function mayBeSame(value: JsonValue, operand: JsonValue): boolean {
  if (isSame(value, operand)) return true;
  if (typeOf(value) === typeOf(operand)) return isSame(normalized(value), normalized(operand));
  const scalars = !isComposite(value) && !isComposite(operand);
  return scalars && String(value) === String(operand);
}

function isComposite(value: JsonValue): boolean {
  return typeof value === 'object' && value !== null;
}

function normalized(value: JsonValue): JsonValue {
  if (typeof value === 'string') return value.normalize('NFC');
  if (Array.isArray(value)) return value.map(normalized);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key.normalize('NFC'), normalized(member)]),
  );
}
