import fc from 'fast-check';
import type { JsonValue } from '../json/json-value.ts';

/** A way to say the same value otherwise, as a caller would who wants a rule to miss it. */
export type Mutation = (value: JsonValue) => JsonValue;

/** The text of a number or boolean, and the number or boolean of such a text. */
function retype(value: JsonValue): JsonValue {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === 'true') return true;
  return typeof value === 'string' && String(Number(value)) === value ? Number(value) : value;
}

function inStrings(change: (text: string) => string): Mutation {
  const visit: Mutation = (value) => {
    if (typeof value === 'string') return change(value);
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, visit(member)]));
  };
  return visit;
}

/** Single mutations by name (L3): retyped, wrapped, repeated, mangled. */
const mutations: Readonly<Record<string, Mutation>> = {
  retyped: retype,
  'retyped in an array': (value) => [retype(value)],
  'in an array': (value) => [value],
  'in an array of an array': (value) => [[value]],
  'in an object': (value) => ({ value }),
  'as an operator': (value) => ({ $eq: value }),
  'as an object with an index': (value) => ({ 0: value, length: 1 }),
  'in an array of an object': (value) => [{ value }],
  twice: (value) => [value, value],
  'behind another': (value) => ['zzz', value],
  'before a null': (value) => [value, null],
  'behind an empty array': (value) => [[], value],
  'behind a number': (value) => [-77, value],
  'in NFC': inStrings((text) => text.normalize('NFC')),
  'in NFD': inStrings((text) => text.normalize('NFD')),
};

/** One mutation, or one after another, with its name. */
export const arbitraryMutation: fc.Arbitrary<readonly [string, Mutation]> = fc
  .array(fc.constantFrom(...Object.entries(mutations)), { minLength: 1, maxLength: 2 })
  .map((steps) => [
    steps.map(([name]) => name).join(', '),
    (value) => steps.reduce((changed, [, step]) => step(changed), value),
  ]);
