/** What stands before a simple command: an operator, or `;` for the first one and after a newline. */
export type ShellJoiner = ';' | '&' | '|' | '&&' | '||';

/**
 * One word as bash would hand it to the program. A plain word has exactly this text. An open word depends on files,
 * variables or the home folder, and may become any number of words, none included.
 */
export type ShellWord = { readonly kind: 'plain'; readonly text: string } | { readonly kind: 'open' };

/** One simple command. INVARIANT: there is at least one word, and as read from a line the first one is plain. */
export interface ShellCommand {
  readonly words: readonly ShellWord[];
  readonly joiner: ShellJoiner;
}

/** The commands of a line, in order, or why the line is no list of simple commands. */
export type CommandLineResult =
  | { readonly ok: true; readonly commands: readonly ShellCommand[] }
  | { readonly ok: false; readonly fault: string };

/** The one open word: all of them are alike. */
export const openWord: ShellWord = Object.freeze({ kind: 'open' });

/** Makes a plain word. */
export function plainWord(text: string): ShellWord {
  return { kind: 'plain', text };
}
