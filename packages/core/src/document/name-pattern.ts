/** True when a pattern has a wildcard; without one it names exactly one tool. */
export function hasWildcard(pattern: string): boolean {
  return pattern.includes('*');
}

/**
 * Matches a name against a pattern whose only wildcard is `*`: any run of characters, none included (SPEC R15).
 * Takes time linear in the name for each literal part; no pattern makes it backtrack.
 */
export function matchesPattern(pattern: string, name: string): boolean {
  const first = pattern.indexOf('*');
  if (first === -1) return pattern === name;
  const last = pattern.lastIndexOf('*');
  const tail = pattern.length - last - 1;
  if (name.length < first + tail || !name.startsWith(pattern.slice(0, first))) return false;
  if (tail > 0 && !name.endsWith(pattern.slice(last + 1))) return false;
  if (first === last) return true;
  const middle = name.slice(first, name.length - tail);
  return hasPartsInOrder(pattern.slice(first + 1, last).split('*'), middle);
}

// The leftmost place of each part leaves the most room for the rest, so the first failure is final.
function hasPartsInOrder(parts: readonly string[], text: string): boolean {
  let from = 0;
  for (const part of parts) {
    const found = text.indexOf(part, from);
    if (found === -1) return false;
    from = found + part.length;
  }
  return true;
}

const nameCharacters = /^[\p{L}\p{Nd}_\-./:*]+$/u;
const uriCharacters = /^[\p{L}\p{Nd}\-._~:/?#[\]@!$&'()*+,;=%]+$/u;

/** Tells what is wrong with a name pattern, or `undefined` when nothing is (SPEC R15). */
export function faultOfPattern(pattern: string): string | undefined {
  if (pattern === '') return 'an empty name matches no tool';
  const allowed = pattern.startsWith('resource:') ? uriCharacters : nameCharacters;
  if (allowed.test(pattern)) return undefined;
  const wrong = Array.from(pattern).find((character) => !allowed.test(character)) ?? pattern;
  return `a tool name has letters, digits, \`_ - . / :\` and the wildcard \`*\`, not ${describeCharacter(wrong)}`;
}

function describeCharacter(character: string): string {
  const point = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return /[\p{C}\p{Z}]/u.test(character) ? `U+${point}` : `\`${character}\` (U+${point})`;
}
