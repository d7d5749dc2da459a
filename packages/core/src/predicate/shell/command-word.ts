import { isDigit, isNameStart } from './character-kind.ts';

/** Words that begin or continue something else than a simple command where a command is expected, unless quoted. */
const keywords: ReadonlySet<string> = new Set([
  '!',
  '{',
  '}',
  '[[',
  ']]',
  'case',
  'coproc',
  'do',
  'done',
  'elif',
  'else',
  'esac',
  'fi',
  'for',
  'function',
  'if',
  'in',
  'select',
  'then',
  'time',
  'until',
  'while',
]);

/**
 * Tells why a word cannot name the command, or `undefined`. Keywords and assignments are looked for in the source, since
 * quotes make them ordinary words; a job's number is one with quotes too.
 */
export function faultOfCommandWord(word: {
  readonly raw: string;
  readonly text: string;
}): string | undefined {
  if (keywords.has(word.raw)) return `the keyword \`${word.raw}\``;
  if (word.text.startsWith('%')) return 'a job instead of a command';
  return isAssignment(word.raw) ? 'an assignment' : undefined;
}

// `NAME=…` and `NAME+=…`; `NAME[…]=…` has a glob in it. A letter beyond ASCII may be a letter of a name in some locales.
function isAssignment(raw: string): boolean {
  let at = 0;
  while (at < raw.length && isNameCharacter(raw.charCodeAt(at))) at += 1;
  if (at === 0 || isDigit(raw.charCodeAt(0))) return false;
  return raw[at] === '=' || (raw[at] === '+' && raw[at + 1] === '=');
}

function isNameCharacter(code: number): boolean {
  return isNameStart(code) || isDigit(code) || code >= 0x80;
}
