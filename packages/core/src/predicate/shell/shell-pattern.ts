import { codeOf, kindOf } from './character-kind.ts';
import { faultOfCommandWord } from './command-word.ts';
import { WordScanner } from './word-scanner.ts';

/** One word of a pattern: the literal runs between its wildcards; a single one is an exact text. */
export type PatternWord = readonly string[];

/** A pattern of one simple command (SPEC R48). */
export interface ShellPattern {
  /** The words, a last lone `*` left out. Empty for the pattern `*`. */
  readonly words: readonly PatternWord[];
  /** True when a last `*` stands for any further words, none included. */
  readonly takesMore: boolean;
}

/** A pattern, or one line that says what is wrong with it. */
export type ShellPatternResult =
  | { readonly ok: true; readonly pattern: ShellPattern }
  | { readonly ok: false; readonly fault: string };

/**
 * Reads a pattern: words with `*` as the only wildcard. Quotes and backslashes make plain text, also of `*`. Whatever a
 * command line could not have as a plain word is refused, since such a pattern would never match.
 */
export function parseShellPattern(source: string): ShellPatternResult {
  const scanner = new WordScanner(source);
  const words: PatternWord[] = [];
  let takesMore = false;
  for (;;) {
    scanner.skipBlanks();
    if (scanner.at >= source.length) break;
    const fault = faultAtOperator(scanner) ?? scanner.readWord() ?? faultOfWord(scanner, words.length);
    if (fault !== undefined) return { ok: false, fault };
    if (takesMore) words.push(['', '']);
    takesMore = scanner.raw === '*';
    if (!takesMore) words.push(partsOf(scanner));
  }
  if (words.length === 0 && !takesMore) return { ok: false, fault: 'an empty pattern matches no command' };
  return { ok: true, pattern: { words, takesMore } };
}

function faultAtOperator(scanner: WordScanner): string | undefined {
  const code = scanner.line.charCodeAt(scanner.at);
  if (code === codeOf('\n')) return 'a pattern is one command, not several lines';
  if (kindOf(code) !== 'end') return undefined;
  return `\`${scanner.line[scanner.at]}\` joins or redirects commands; a pattern is one command`;
}

function faultOfWord(scanner: WordScanner, index: number): string | undefined {
  const { raw } = scanner;
  if (scanner.isOpen) {
    return `the shell expands \`${raw}\`; \`*\` is the only wildcard, and quotes make text of other characters`;
  }
  if (index > 0) return undefined;
  if (scanner.hasBraces) return `\`${raw}\` is no plain command word`;
  const fault = faultOfCommandWord(scanner);
  return fault && `${fault} begins no command that could match`;
}

function partsOf(scanner: WordScanner): PatternWord {
  const parts: string[] = [];
  let from = 0;
  for (const star of scanner.stars) {
    parts.push(scanner.text.slice(from, star));
    from = star + 1;
  }
  parts.push(scanner.text.slice(from));
  return parts;
}
