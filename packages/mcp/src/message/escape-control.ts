/** Everything that moves a cursor, starts an escape sequence, reorders or hides text. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Writes control, bidirectional and invisible characters as escapes, so that text cannot act on its reader. */
export function escapeControl(text: string): string {
  return text.replace(unprintable, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
