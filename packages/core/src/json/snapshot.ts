import type { JsonObject, JsonValue } from './json-value.ts';

/** The depth of nesting above which a value is no argument (SPEC R26). */
const maxJsonDepth = 128;

/** The number of values above which arguments are too many, shared parts counted wherever they stand. */
const maxJsonValues = 1_000_000;

/** A frozen copy, or the reason why the value is no JSON. */
export type SnapshotResult =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly reason: string };

interface Measure {
  /** How deep it goes: 1 for a flat object. */
  readonly depth: number;
  /** How many values it holds, itself included. */
  readonly values: number;
}

// INVARIANT: what is in here is deeply frozen JSON of this measure.
const snapshots = new WeakMap<object, Measure>();
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
    return { ok: true, value: new Snapshot().take(value, 0) };
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

class Snapshot {
  #values = 0;
  /** The depth of what was taken so far within the object that is being taken. */
  #deepest = 0;

  take(value: unknown, depth: number): JsonValue {
    this.#count(1);
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
        return value === null ? null : this.#takeObject(value, depth);
      default:
        throw new NotJson(`a ${typeof value} is not JSON`);
    }
  }

  #takeObject(value: object, depth: number): JsonValue {
    const known = snapshots.get(value);
    if (depth + (known?.depth ?? 1) > maxJsonDepth)
      throw new NotJson(`nested deeper than ${maxJsonDepth}, or in a circle`);
    if (known !== undefined) {
      this.#count(known.values - 1);
      this.#deepest = Math.max(this.#deepest, known.depth);
      return value as JsonValue;
    }
    const before = this.#values - 1;
    const beside = this.#deepest;
    this.#deepest = 0;
    const copy = Array.isArray(value) ? this.#takeArray(value, depth) : this.#takeMembers(value, depth);
    const measure = { depth: this.#deepest + 1, values: this.#values - before };
    this.#deepest = Math.max(beside, measure.depth);
    snapshots.set(copy, measure);
    return Object.freeze(copy) as JsonValue;
  }

  #takeArray(array: readonly unknown[], depth: number): JsonValue[] {
    const { length } = array;
    const result: JsonValue[] = [];
    for (let index = 0; index < length; index += 1) {
      result.push(this.take(dataOf(Object.getOwnPropertyDescriptor(array, index)), depth + 1));
    }
    return result;
  }

  #takeMembers(object: object, depth: number): Record<string, JsonValue> {
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
      result[key] = this.take(data, depth + 1);
    }
    return result;
  }

  #count(values: number): void {
    this.#values += values;
    if (this.#values > maxJsonValues) throw new NotJson(`more than ${maxJsonValues} values`);
  }
}

function dataOf(descriptor: PropertyDescriptor | undefined): unknown {
  if (descriptor === undefined) throw new NotJson('an array has a hole');
  // SECURITY: a getter can answer differently to the policy and to the tool.
  if (!Object.hasOwn(descriptor, 'value')) throw new NotJson('a property is computed by a getter');
  return descriptor.value;
}
