/**
 * What a rule says of a call's arguments (SPEC.md R40 to R46), in three words: a condition holds surely (`yes`),
 * only possibly (`maybe`), or not at all (`no`). Surely implies possibly because no word stands for anything
 * else. `"**"` (R47) and the predicates that parse (R48) are not judged here: vectors show them.
 */

import { isEqual, isEqualNfc, readVariables } from './values.js';

/** @typedef {'yes' | 'maybe' | 'no'} Answer */
/** @typedef {Record<string, unknown>} Fields */
/** @typedef {{ absent: true } | { absent: false, value: unknown, element: boolean }} Found */

/**
 * What a condition is asked about.
 * @typedef {object} Asked
 * @property {Fields | undefined} args Absent when they are unknown.
 * @property {Fields} context `principal`, `session`, `context`, `agent`, `cwd`, `home`, `workspace`, as far as set.
 */

/** @typedef {{ missing: boolean, context: Fields }} Reading */

/**
 * Whether a rule's condition holds (R40). A rule without one holds.
 * @param {Fields} rule
 * @param {Asked} asked
 * @returns {Answer}
 */
export function judgeCondition(rule, asked) {
  const { when, unless, closed, missing } = rule;
  const { args, context } = asked;
  if (when === undefined && unless === undefined && closed !== true) return 'yes';
  if (args === undefined) return 'maybe';
  const reading = { missing: missing === 'match', context };
  const answers = [/** @type {Answer} */ ('yes')];
  if (when !== undefined) answers.push(judgeArguments(fields(when), args, reading));
  if (unless !== undefined) answers.push(opposite(judgeArguments(fields(unless), args, reading)));
  if (closed === true && hasOthers(args, [fields(when), fields(unless)])) answers.push('maybe');
  return weakest(answers);
}

/**
 * @param {Fields} tests
 * @param {Fields} args
 * @param {Reading} reading
 */
function judgeArguments(tests, args, reading) {
  return weakest(
    Object.entries(tests).map(([name, test]) =>
      judgeAt(args, splitName(name), (found) => judgeTest(fields(test), found, reading)),
    ),
  );
}

/**
 * Whether the call has arguments that the rule does not name (R40).
 * @param {Fields} args
 * @param {Fields[]} conditions
 */
function hasOthers(args, conditions) {
  const named = conditions.flatMap((tests) => Object.keys(tests)).map((name) => splitName(name)[0]);
  return Object.entries(args).some(([key, value]) => value !== null && !named.includes(key));
}

/**
 * The keys of a dotted name; `\.` is a dot of a key, `\\` a backslash (R43).
 * @param {string} name
 */
function splitName(name) {
  const keys = [...name.matchAll(/(?:[^.\\]|\\.)+/gsu)];
  return keys.map(([key]) => key.replace(/\\(.)/gsu, '$1'));
}

/**
 * Reaches for a value (R43): through an array by its elements, through an empty one to nothing, through anything
 * but an object to nobody knows what.
 * @param {unknown} value
 * @param {string[]} keys
 * @param {(found: Found) => Answer} judge
 * @returns {Answer}
 */
function judgeAt(value, keys, judge) {
  const [key, ...others] = keys;
  if (key === undefined) return judge({ absent: false, value, element: false });
  if (Array.isArray(value)) {
    if (value.length === 0) return judge({ absent: true });
    return agreed(value.map((element) => judgeAt(element, keys, judge)));
  }
  if (!isObject(value)) return 'maybe';
  if (!Object.hasOwn(value, key)) return judge({ absent: true });
  return judgeAt(value[key], others, judge);
}

/**
 * What one argument must be: every predicate must hold (R41).
 * @param {Fields} test
 * @param {Found} found
 * @param {Reading} reading
 * @returns {Answer}
 */
function judgeTest(test, found, reading) {
  return weakest(Object.entries(test).map(([word, operand]) => judgeWord([word, operand], found, reading)));
}

/**
 * One predicate. A null is no argument to those that do not see it; within an array it is a value of the wrong
 * type (R42).
 * @param {[string, unknown]} predicate
 * @param {Found} found
 * @param {Reading} reading
 * @returns {Answer}
 */
function judgeWord([word, operand], found, reading) {
  if (word === 'not') return opposite(judgeTest(fields(operand), found, reading));
  if (word === 'exists') return certain(found.absent !== operand);
  const whenAbsent = reading.missing ? 'maybe' : 'no';
  if (found.absent) return whenAbsent;
  const { value, element } = found;
  if (word === 'type') return certain(listed(operand).some((name) => isOfType(value, name)));
  if (value === null && !operandsOf([word, operand]).includes(null)) return element ? 'maybe' : whenAbsent;
  if (word === 'each' || word === 'any') {
    if (!Array.isArray(value)) return 'maybe';
    if (value.length === 0) return 'no';
    const answers = value.map((each) => judgeTest(fields(operand), elementOf(each), reading));
    return word === 'each' ? weakest(answers) : strongest(answers);
  }
  return judgeValue([word, operand], value, reading);
}

/**
 * A value that is there, under a predicate of R45.
 * @param {[string, unknown]} predicate
 * @param {unknown} value
 * @param {Reading} reading
 * @returns {Answer}
 */
function judgeValue([word, operand], value, reading) {
  const operands = operandsOf([word, operand]);
  if (Array.isArray(value)) {
    // Operands that are arrays are compared whole; others are looked for among the elements.
    const wholes = operands.filter(Array.isArray);
    const answers = wholes.map((other) => compareWhole(value, other));
    if (wholes.length > 0 && operands.some((other) => isUnset(other, reading))) answers.push('maybe');
    const whole = strongest(answers);
    if (value.length === 0 || (wholes.length > 0 && wholes.length === operands.length)) return whole;
    const elements = value.map((each) => judgeWord([word, operand], elementOf(each), reading));
    return strongest([whole, agreed(elements)]);
  }
  if (isEquality(word)) return judgeEquality(operands, value, reading.context);
  if (word === 'min' || word === 'max') {
    if (typeof value !== 'number') return 'maybe';
    return certain(word === 'min' ? value >= Number(operand) : value <= Number(operand));
  }
  if (typeof value !== 'string') return 'maybe';
  if (word === 'minLength') return certain([...value].length >= Number(operand));
  if (word === 'maxLength') return certain([...value].length <= Number(operand));
  return strongest(listed(operand).map((text) => judgeText([word, String(text)], value, reading.context)));
}

/**
 * `equals` and `in` of anything but an array (R45).
 * @param {unknown[]} operands
 * @param {unknown} value
 * @param {Fields} context
 * @returns {Answer}
 */
function judgeEquality(operands, value, context) {
  const known = operands.map((operand) =>
    typeof operand === 'string' ? readVariables(operand, context) : operand,
  );
  const types = known.map(typeOf);
  const scalars = types.some((type) => type !== 'array' && type !== 'object');
  const answers = known.map((operand) => {
    if (operand === undefined) return 'maybe';
    if (typeOf(operand) !== typeOf(value)) return isSameText(operand, value) ? 'maybe' : 'no';
    return compareWhole(value, operand);
  });
  // Of a type that none of the operands has; or an object, where scalars were asked for as well.
  if (!types.includes(typeOf(value)) || (isObject(value) && scalars)) answers.push('maybe');
  return strongest(answers);
}

/**
 * @param {unknown} operand
 * @param {Reading} reading
 */
function isUnset(operand, { context }) {
  return typeof operand === 'string' && readVariables(operand, context) === undefined;
}

/**
 * Whether two scalars of different types have the same JSON text, but for the quotes.
 * @param {unknown} operand
 * @param {unknown} value
 */
function isSameText(operand, value) {
  if (isObject(operand) || isObject(value) || Array.isArray(operand)) return false;
  return String(operand) === String(value);
}

/**
 * @param {unknown} value
 * @param {unknown} operand
 * @returns {Answer}
 */
function compareWhole(value, operand) {
  if (isEqual(value, operand)) return 'yes';
  return isEqualNfc(value, operand) ? 'maybe' : 'no';
}

/**
 * One text of `startsWith`, `endsWith`, `contains` or `glob` (R45).
 * @param {[string, string]} predicate
 * @param {string} value
 * @param {Fields} context
 * @returns {Answer}
 */
function judgeText([word, operand], value, context) {
  // Only a star of the document is a wildcard, never one that a variable brings.
  const pieces = word === 'glob' ? operand.split('*') : [operand];
  const parts = pieces.map((piece) => readVariables(piece, context));
  if (!parts.every((part) => typeof part === 'string')) return 'maybe';
  if (matchesText(word, parts, value)) return 'yes';
  const inNfc = parts.map((part) => part.normalize('NFC'));
  return matchesText(word, inNfc, value.normalize('NFC')) ? 'maybe' : 'no';
}

/**
 * @param {string} word
 * @param {string[]} parts The operand, or what stands between the stars of a glob.
 * @param {string} value
 */
function matchesText(word, parts, value) {
  const [operand = ''] = parts;
  if (word === 'startsWith') return value.slice(0, operand.length) === operand;
  if (word === 'endsWith') return value.slice(Math.max(0, value.length - operand.length)) === operand;
  if (word === 'contains') return value.split(operand).length > 1;
  return matchesParts(parts, value);
}

/**
 * @param {string[]} parts
 * @param {string} value
 * @returns {boolean}
 */
function matchesParts([first = '', ...others], value) {
  if (others.length === 0) return value === first;
  if (value.slice(0, first.length) !== first) return false;
  const rest = value.slice(first.length);
  const [next = ''] = others;
  for (let skipped = 0; skipped <= rest.length; skipped += 1) {
    if (rest.slice(skipped, skipped + next.length) !== next) continue;
    if (matchesParts(others, rest.slice(skipped))) return true;
  }
  return false;
}

/**
 * The values of `equals` (one, whatever it is) and `in` (a single value stands for a list of one).
 * @param {[string, unknown]} predicate
 */
function operandsOf([word, operand]) {
  if (!isEquality(word)) return [];
  return word === 'equals' ? [operand] : listed(operand);
}

/**
 * @param {unknown} value
 * @returns {Found}
 */
function elementOf(value) {
  return { absent: false, value, element: true };
}

/** @param {string} word */
function isEquality(word) {
  return word === 'equals' || word === 'in';
}

/**
 * @param {unknown} value
 * @param {unknown} name
 */
function isOfType(value, name) {
  return typeOf(value) === name || (name === 'integer' && Number.isInteger(value));
}

/** @param {unknown} value */
function typeOf(value) {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/**
 * All of them must hold.
 * @param {Answer[]} answers
 * @returns {Answer}
 */
function weakest(answers) {
  if (answers.includes('no')) return 'no';
  return answers.includes('maybe') ? 'maybe' : 'yes';
}

/**
 * One of them is enough.
 * @param {Answer[]} answers
 * @returns {Answer}
 */
function strongest(answers) {
  if (answers.includes('yes')) return 'yes';
  return answers.includes('maybe') ? 'maybe' : 'no';
}

/**
 * The elements of an array (R42): surely every one, possibly some, and where they differ it depends on the side.
 * @param {Answer[]} answers
 * @returns {Answer}
 */
function agreed(answers) {
  const [first = 'no'] = answers;
  return answers.every((answer) => answer === first) ? first : 'maybe';
}

/**
 * @param {Answer} answer
 * @returns {Answer}
 */
function opposite(answer) {
  if (answer === 'maybe') return 'maybe';
  return answer === 'yes' ? 'no' : 'yes';
}

/**
 * @param {boolean} holds
 * @returns {Answer}
 */
function certain(holds) {
  return holds ? 'yes' : 'no';
}

/**
 * @param {unknown} value
 * @returns {unknown[]}
 */
function listed(value) {
  return Array.isArray(value) ? value : [value];
}

/**
 * @param {unknown} value
 * @returns {value is Fields}
 */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * @param {unknown} value
 * @returns {Fields}
 */
function fields(value) {
  return isObject(value) ? value : {};
}
