import type { Condition } from '../document/condition.ts';
import type { DocumentPlace } from '../document/document-place.ts';
import { readObject } from '../document/read-shape.ts';
import type { JsonObject, JsonValue } from '../json/json-value.ts';
import { quoteName } from '../json/quote-name.ts';
import { type AnywhereReading, readAnywhereTest } from './anywhere.ts';
import { type ArgumentsTest, parseArgumentPath, testAtPath } from './argument-path.ts';
import { joinCondition } from './join-condition.ts';
import { readValueTest, type TestReading } from './read-value-test.ts';

/** The key that stands for every text anywhere in the arguments (SPEC R47). */
const anywhere = '**';

/** Where a rule stands decides how its condition may be written. */
export interface RulePlace extends AnywhereReading {
  readonly list: 'allow' | 'deny' | 'ask';
}

/** Reads a rule's `when`, `unless`, `closed` and `missing`, or reports what is wrong (SPEC R40). */
export function readCondition(
  rule: JsonObject,
  place: DocumentPlace,
  reading: RulePlace,
): Condition | undefined {
  const missing = readMissing(rule.missing, place.at('missing'), reading.list);
  const closed = readClosed(rule.closed, place.at('closed'));
  const names = new Set<string>();
  const side = { ...reading, missing, names };
  // `unless` is read the other way round, so the deny side's words stand there on the allow side.
  const when = readTests(rule.when, place.at('when'), {
    ...side,
    anywhereFits: reading.list !== 'allow',
  });
  const unless = readTests(rule.unless, place.at('unless'), {
    ...side,
    anywhereFits: reading.list === 'allow',
  });
  if (when === undefined && unless === undefined && !closed) return undefined;
  return joinCondition({ when, unless, closed, names });
}

interface SideReading extends TestReading, AnywhereReading {
  readonly names: Set<string>;
  readonly anywhereFits: boolean;
}

function readTests(
  value: JsonValue | undefined,
  place: DocumentPlace,
  reading: SideReading,
): readonly ArgumentsTest[] | undefined {
  if (value === undefined) return undefined;
  const word = `\`${String(place.path.at(-1))}\``;
  const object = readObject(value, place, { what: word });
  const members = Object.entries(object ?? {});
  if (object !== undefined && members.length === 0) place.report('empty_list', `${word} names no argument`);
  const tests: ArgumentsTest[] = [];
  for (const [key, test] of members) {
    const read =
      key === anywhere
        ? readAnywhere(test, place.at(key), reading)
        : readNamed(key, test, { ...reading, place: place.at(key) });
    if (read !== undefined) tests.push(read);
  }
  return tests;
}

function readAnywhere(
  value: JsonValue,
  place: DocumentPlace,
  reading: SideReading,
): ArgumentsTest | undefined {
  if (!reading.anywhereFits) {
    place.report('contradiction', '`"**"` finds what must not be there: it belongs to deny and ask rules', {
      part: 'key',
    });
    return undefined;
  }
  return readAnywhereTest(value, place, reading);
}

function readNamed(
  key: string,
  value: JsonValue,
  reading: SideReading & { readonly place: DocumentPlace },
): ArgumentsTest | undefined {
  const { place, names } = reading;
  const keys = parseArgumentPath(key);
  if (keys === undefined) {
    const suggestion = 'write `a.b` for a key in an object, `a\\.b` for a key with a dot';
    place.report('bad_pattern', `${quoteName(key)} names no argument`, {
      suggestion,
      part: 'key',
    });
    return undefined;
  }
  names.add(keys[0] as string);
  const test = readValueTest(value, place, reading);
  return test && testAtPath(keys, test);
}

function readMissing(value: JsonValue | undefined, place: DocumentPlace, list: RulePlace['list']): boolean {
  if (value === undefined) return false;
  if (value !== 'match') place.report('wrong_type', '`missing` is `match`, or is left out');
  else if (list === 'allow') {
    place.report(
      'contradiction',
      '`missing: match` belongs to deny and ask rules: an absent argument allows nothing',
    );
  }
  return true;
}

function readClosed(value: JsonValue | undefined, place: DocumentPlace): boolean {
  if (value === undefined || value === false) return false;
  if (value !== true) place.report('wrong_type', '`closed` is `true` or `false`');
  return true;
}
