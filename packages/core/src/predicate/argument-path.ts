import type { JsonObject, JsonValue } from '../json/json-value.ts';
import { isJsonObject } from '../json/snapshot.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import type { ValueTest } from './value-test.ts';

/** Splits `filter.owner` at its dots; `\.` is a dot of the key, `\\` a backslash. `undefined` when it is malformed. */
export function parseArgumentPath(text: string): readonly string[] | undefined {
  const keys = [''];
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] as string;
    if (character === '.') keys.push('');
    else if (character !== '\\') keys[keys.length - 1] += character;
    else {
      index += 1;
      const escaped = text[index];
      if (escaped !== '.' && escaped !== '\\') return undefined;
      keys[keys.length - 1] += escaped;
    }
  }
  return keys.includes('') ? undefined : keys;
}

/** A test of the arguments as a whole. Arguments that are unknown hold possibly and not surely. */
export interface ArgumentsTest {
  surely(args: JsonObject, context: EvaluationContext): boolean;
  possibly(args: JsonObject, context: EvaluationContext): boolean;
}

/**
 * Reaches into the arguments and tests what stands there (SPEC R43). An array on the way is read by the side: every
 * element surely, some element possibly; in an empty one everything is absent. Anything else but an object on the way is of the wrong type.
 */
export function testAtPath(keys: readonly string[], test: ValueTest): ArgumentsTest {
  const [first = '', ...others] = keys;
  if (others.length === 0) {
    return {
      surely: (args, context) => test.surely(args[first], context),
      possibly: (args, context) => test.possibly(args[first], context),
    };
  }
  const surely = (value: JsonValue | undefined, depth: number, context: EvaluationContext): boolean => {
    if (value === undefined || depth === keys.length) return test.surely(value, context);
    if (isEmptyArray(value)) return test.surely(undefined, context);
    if (Array.isArray(value)) return value.every((element) => surely(element, depth, context));
    return isJsonObject(value) && surely(value[keys[depth] as string], depth + 1, context);
  };
  const possibly = (value: JsonValue | undefined, depth: number, context: EvaluationContext): boolean => {
    if (value === undefined || depth === keys.length) return test.possibly(value, context);
    if (isEmptyArray(value)) return test.possibly(undefined, context);
    if (Array.isArray(value)) return value.some((element) => possibly(element, depth, context));
    return !isJsonObject(value) || possibly(value[keys[depth] as string], depth + 1, context);
  };
  return {
    surely: (args, context) => surely(args, 0, context),
    possibly: (args, context) => possibly(args, 0, context),
  };
}

// Nothing stands within an empty array: what is looked for there is absent.
function isEmptyArray(value: JsonValue): boolean {
  return Array.isArray(value) && value.length === 0;
}
