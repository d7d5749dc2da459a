/**
 * Refuses what is no plain set of the known options.
 *
 * SECURITY: a misspelt list would be an absent one, and an absent allow list allows everything.
 */
export function assertInit(init: object, known: readonly string[]): void {
  if (typeof init !== 'object' || init === null || Symbol.iterator in init) {
    throw new TypeError(`options are an object of ${known.map((key) => `\`${key}\``).join(', ')}`);
  }
  const unknown = Object.keys(init).find((key) => !known.includes(key));
  if (unknown !== undefined) throw new TypeError(`unknown option \`${unknown}\``);
}
