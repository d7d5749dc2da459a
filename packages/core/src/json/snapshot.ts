import type { JsonObject, JsonValue } from './json-value.ts';

/** The depth of nesting above which a value is no argument (SPEC R26). */
const maxJsonDepth = 128;

/** A frozen copy, or the reason why the value is no JSON. */
export type SnapshotResult =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly reason: string };

const snapshots = new WeakSet<object>();
const loneSurrogate = /\p{Surrogate}/u;

/**
 * Takes one deep-frozen copy of a value as JSON, reading every property once (SPEC R26).
 *
 * Only plain data passes: accessors, class instances, functions, symbols, bigints, numbers that are not finite, holes,
 * lone surrogates, cycles and nesting deeper than 128 are refused. A property whose value is `undefined` counts as
 * absent. Objects come out without a prototype, so `__proto__` is an ordinary key. Never throws.
 */
export function snapshotJson(value: unknown): SnapshotResult {
  if (typeof value === 'object' && value !== null && snapshots.has(value))
    return { ok: true, value: value as JsonValue };
  try {
    return { ok: true, value: copy(value, 0) };
  } catch (fault) {
    // A proxy or an exotic object may throw anything; only our own reasons are repeated.
    return { ok: false, reason: fault instanceof NotJson ? fault.message : 'the value cannot be read' };
  }
}

/** True for a JSON object: not null, not an array. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

class NotJson extends Error {}

function copy(value: unknown, depth: number): JsonValue {
  switch (typeof value) {
    case 'string':
      if (loneSurrogate.test(value)) throw new NotJson('a string is not well-formed Unicode');
      return value;
    case 'boolean':
      return value;
    case 'number':
      if (!Number.isFinite(value)) throw new NotJson('a number is not finite');
      return value === 0 ? 0 : value;
    case 'object':
      if (value === null) return null;
      if (snapshots.has(value)) return value as JsonValue;
      if (depth >= maxJsonDepth) throw new NotJson(`nested deeper than ${maxJsonDepth}, or in a circle`);
      return Array.isArray(value) ? copyArray(value, depth) : copyObject(value, depth);
    default:
      throw new NotJson(`a ${typeof value} is not JSON`);
  }
}

function copyArray(array: readonly unknown[], depth: number): JsonValue {
  const { length } = array;
  const result: JsonValue[] = [];
  for (let index = 0; index < length; index += 1) {
    result.push(copy(dataOf(Object.getOwnPropertyDescriptor(array, index)), depth + 1));
  }
  return seal(result);
}

function copyObject(object: object, depth: number): JsonValue {
  const prototype: unknown = Object.getPrototypeOf(object);
  // A plain object of another realm has a prototype that is itself the end of its chain.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
    throw new NotJson('an object is not plain data');
  const result: Record<string, JsonValue> = Object.create(null);
  for (const key of Reflect.ownKeys(object)) {
    const descriptor = Object.getOwnPropertyDescriptor(object, key);
    if (descriptor === undefined || !descriptor.enumerable) continue;
    const data = dataOf(descriptor);
    if (data === undefined) continue;
    if (typeof key !== 'string') throw new NotJson('a symbol is no key');
    if (loneSurrogate.test(key)) throw new NotJson('a key is not well-formed Unicode');
    result[key] = copy(data, depth + 1);
  }
  return seal(result);
}

function dataOf(descriptor: PropertyDescriptor | undefined): unknown {
  if (descriptor === undefined) throw new NotJson('an array has a hole');
  // SECURITY: a getter can answer differently to the policy and to the tool.
  if (!Object.hasOwn(descriptor, 'value')) throw new NotJson('a property is computed by a getter');
  return descriptor.value;
}

function seal<T extends object>(value: T): T {
  snapshots.add(value);
  return Object.freeze(value);
}
