// Line and paragraph separators end a line for some readers; bidirectional and invisible controls change what a person
// sees. JSON leaves both as they are.
const unsafe =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]/gu;

/** Writes a value as one line of JSON, newline included, that is one line for every reader and hides nothing. */
export function jsonLine(value: unknown): string {
  return `${JSON.stringify(value).replace(unsafe, escapeUnits)}\n`;
}

function escapeUnits(character: string): string {
  return Array.from({ length: character.length }, (_, index) => {
    return `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }).join('');
}
