const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const noWidth = /[\p{Mn}\p{Me}]/u;

/** Gives how many terminal columns one printable character takes: 0 for marks on the one before, 2 for wide ones. */
export function displayWidth(character: string): number {
  if (character <= '\u02ff') return 1;
  if (noWidth.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}
