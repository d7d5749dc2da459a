/** Values as conditions compare them, and texts of a document that name context (SPEC.md R44, R45). */

/**
 * Whether two JSON values are the same: numbers by value, texts by code unit, objects whatever the order of keys.
 * @param {unknown} one
 * @param {unknown} other
 * @returns {boolean}
 */
export function isEqual(one, other) {
  return spell(one) === spell(other);
}

/**
 * The same with every text, keys included, brought to Unicode's NFC.
 * @param {unknown} one
 * @param {unknown} other
 */
export function isEqualNfc(one, other) {
  return isEqual(inNfc(one), inNfc(other));
}

/**
 * A value written out, one way for each value.
 * @param {unknown} value
 * @returns {string}
 */
function spell(value) {
  if (Array.isArray(value)) return `[${value.map(spell).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${spell(member)}`);
  return `{${members.sort().join()}}`;
}

/**
 * @param {unknown} value
 * @returns {unknown}
 */
function inNfc(value) {
  if (typeof value === 'string') return value.normalize('NFC');
  if (Array.isArray(value)) return value.map(inNfc);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key.normalize('NFC'), inNfc(member)]),
  );
}

/**
 * A text with its `${…}` replaced (R44): by the very value where the text is nothing but one name, by text else.
 * `undefined` when a name is not set: absent, null, the empty text, an array or an object.
 * @param {string} text
 * @param {Record<string, unknown>} context
 * @returns {string | number | boolean | undefined}
 */
export function readVariables(text, context) {
  const [, only] = /^\$\{([^}]*)\}$/.exec(text) ?? [];
  if (only !== undefined) return lookUp(only, context);
  const [first = '', ...others] = text.split('${');
  let result = first;
  for (const part of others) {
    const end = part.indexOf('}');
    const value = lookUp(part.slice(0, end), context);
    if (typeof value !== 'string' && typeof value !== 'number') return undefined;
    result += String(value) + part.slice(end + 1);
  }
  return result;
}

/**
 * @param {string} name
 * @param {Record<string, unknown>} context
 * @returns {string | number | boolean | undefined}
 */
function lookUp(name, context) {
  /** @type {unknown} */
  let value = context;
  for (const key of name.split('.')) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, key)) {
      return undefined;
    }
    value = /** @type {Record<string, unknown>} */ (value)[key];
  }
  if (typeof value === 'string' && value !== '') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}
