const unsafe = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}`\\]/gu;

/** The longest part of a name that a message shows, in UTF-16 code units. */
const longest = 100;

/** Writes a name from outside between back quotes so that it cannot break a line, hide or reorder text. */
export function quoteName(name: string): string {
  const shown = name.length > longest ? `${name.slice(0, longest)}…` : name;
  return `\`${shown.replace(unsafe, escapeCharacter)}\`${name.length > longest ? ` (${name.length} characters)` : ''}`;
}

function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
