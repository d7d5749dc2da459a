/** Gives the code of an ASCII character, so that tables and comparisons can name it. */
export function codeOf(character: string): number {
  return character.charCodeAt(0);
}

/** How an ASCII character reads outside quotes; `undefined` for one without a meaning of its own. */
export type CharacterKind =
  | 'end' // a blank, a newline or an operator: the word is over
  | 'group' // a parenthesis, never part of a simple command
  | 'escape'
  | 'single'
  | 'double'
  | 'dollar'
  | 'backquote'
  | 'star'
  | 'glob'
  | 'brace'
  | 'tilde'
  | 'hash'
  | 'control';

const kinds: (CharacterKind | undefined)[] = Array.from({ length: 128 }, (_, code) =>
  code < 32 || code === 127 ? 'control' : undefined,
);
const meanings: Readonly<Record<string, CharacterKind>> = {
  ' ': 'end',
  '\t': 'end',
  '\n': 'end',
  ';': 'end',
  '&': 'end',
  '|': 'end',
  '<': 'end',
  '>': 'end',
  '(': 'group',
  ')': 'group',
  '\\': 'escape',
  "'": 'single',
  '"': 'double',
  $: 'dollar',
  '`': 'backquote',
  '*': 'star',
  '?': 'glob',
  '[': 'glob',
  '{': 'brace',
  '}': 'brace',
  '~': 'tilde',
  '#': 'hash',
};
for (const [character, kind] of Object.entries(meanings)) kinds[codeOf(character)] = kind;

/** Tells how an ASCII character reads outside quotes. */
export function kindOf(code: number): CharacterKind | undefined {
  return kinds[code];
}

/** True for the characters that separate words on a line. */
export function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** True for ASCII digits. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** True for the characters a variable's name may begin with. */
export function isNameStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

/**
 * Tells why a character beyond ASCII makes a line unreadable, or `undefined`. Half a surrogate pair reaches the program as
 * another character; a blank beyond ASCII separates words in some locales and is a letter in others.
 */
export function faultOfWide(line: string, at: number, place: 'quoted' | 'unquoted'): string | undefined {
  const code = line.charCodeAt(at);
  if (code < 0xa0) return 'a control character';
  if (code >= 0xd800 && code <= 0xdfff) return isWholePair(line, at) ? undefined : 'half a surrogate pair';
  if (place === 'unquoted' && isWideBlank(code)) return 'a blank that is no space';
  return undefined;
}

function isWholePair(line: string, at: number): boolean {
  const code = line.charCodeAt(at);
  const other = code < 0xdc00 ? line.charCodeAt(at + 1) : line.charCodeAt(at - 1);
  return code < 0xdc00 ? other >= 0xdc00 && other <= 0xdfff : other >= 0xd800 && other < 0xdc00;
}

function isWideBlank(code: number): boolean {
  if (code >= 0x2000 && code <= 0x200a) return true;
  return [0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff].includes(code);
}
