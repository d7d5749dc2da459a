/** What a path's characters say of it: not canonical, written with detours (`//`, `.`, `..`), or already tidy. */
export type PathForm = 'strange' | 'loose' | 'tidy';

/** Most paths there are, for speed: every one of them is tidy. */
const plain = /^\/?(?:\.?[\w-][\w.-]*\/)*\.?[\w-][\w.-]*$/;
const slash = 0x2f;
const dot = 0x2e;
const edge = /^[\s\p{Default_Ignorable_Code_Point}]|[\s\p{Default_Ignorable_Code_Point}]$/u;

/**
 * Reads the characters of a path once (SPEC R48.1). Strange, which is not canonical: the empty text, control characters, a
 * backslash, `*`, `?`, a variable, quotes, white space or invisible characters at either end.
 */
export function formOf(text: string): PathForm {
  return plain.test(text) ? 'tidy' : formOfCharacters(text);
}

function formOfCharacters(text: string): PathForm {
  let form: PathForm = 'tidy';
  let startsSegment = true;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === slash) {
      if (index > 0 && (startsSegment || index === text.length - 1)) form = 'loose';
      startsSegment = true;
      continue;
    }
    if (unit === dot && startsSegment && isDotSegment(text, index)) form = 'loose';
    else if (isControl(unit) || opensUnknown(text, index) || isQuote(unit, index)) return 'strange';
    startsSegment = false;
  }
  if (text === '' || hasEdge(text)) return 'strange';
  return text === '/' ? 'loose' : form;
}

/** Where the part of a piece ends that is known: at a wildcard, variable, backslash or NUL. `-1` when all is known. */
export function indexOfUnknown(text: string): number {
  for (let index = 0; index < text.length; index += 1)
    if (text.charCodeAt(index) === 0 || opensUnknown(text, index)) return index;
  return -1;
}

/** True where a wildcard, a backslash or a variable stands; `$` opens one before a letter, `_`, `{` or `(`. */
export function opensUnknown(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  if (unit === 0x2a || unit === 0x3f || unit === 0x5c) return true;
  if (unit !== 0x24) return false;
  const next = text.charCodeAt(index + 1);
  const letter = (next | 0x20) >= 0x61 && (next | 0x20) <= 0x7a;
  return letter || next === 0x5f || next === 0x7b || next === 0x28 || next >= 0x80;
}

// SECURITY: a path that arrives as JSON text or quoted for a shell is another one once it is unquoted. An apostrophe
// within a name is an apostrophe.
function isQuote(unit: number, index: number): boolean {
  return unit === 0x22 || unit === 0x60 || (unit === 0x27 && index === 0);
}

// C0, DEL and C1: no tool is sure to keep them, and some end or split the path there.
function isControl(unit: number): boolean {
  return unit < 0x20 || (unit >= 0x7f && unit < 0xa0);
}

function isDotSegment(text: string, index: number): boolean {
  const ends = (at: number) => at >= text.length || text.charCodeAt(at) === slash;
  return ends(index + 1) || (text.charCodeAt(index + 1) === dot && ends(index + 2));
}

// SECURITY: a tool that trims would open another path than the one that was judged.
function hasEdge(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  const first = text.charCodeAt(0);
  const plain = first > 0x20 && first < 0x80 && last > 0x20 && last < 0x80;
  return !plain && edge.test(text);
}
