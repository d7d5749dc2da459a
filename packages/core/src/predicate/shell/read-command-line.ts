import { faultOfCommandWord } from './command-word.ts';
import { descriptorBefore, readRedirection, startsRedirection } from './read-redirection.ts';
import {
  type CommandLineResult,
  openWord,
  plainWord,
  type ShellCommand,
  type ShellJoiner,
  type ShellWord,
} from './shell-command.ts';
import { WordScanner } from './word-scanner.ts';

/**
 * Reads a command line that is a list of simple commands of plain words, joined by `&&`, `||`, `;`, `|`, `&` and newlines,
 * or tells why it is none (SPEC R48). What it gives is exactly what bash would run, and a POSIX `sh` runs the same
 * commands. Whatever might be read in another way, in another locale, or after something else has run, is refused.
 */
export function readCommandLine(line: string): CommandLineResult {
  const reader = new LineReader(line);
  const fault = reader.read();
  return fault === undefined ? { ok: true, commands: reader.commands } : { ok: false, fault };
}

class LineReader {
  readonly commands: ShellCommand[] = [];
  readonly #scanner: WordScanner;
  #words: ShellWord[] = [];
  #hasRedirection = false;
  #takesNoWords = false;
  #joiner: ShellJoiner = ';';

  constructor(line: string) {
    this.#scanner = new WordScanner(line);
  }

  read(): string | undefined {
    const scanner = this.#scanner;
    // SECURITY: handed to `bash -c`, such a line would be an option of the shell itself.
    if (scanner.line[0] === '-' || scanner.line[0] === '+') return 'a line that begins as an option does';
    for (;;) {
      scanner.skipBlanks();
      if (scanner.at >= scanner.line.length) return this.#end();
      const fault = this.#readNext();
      if (fault !== undefined) return fault;
    }
  }

  #end(): string | undefined {
    const fault = this.#endLine();
    if (fault !== undefined) return fault;
    if (this.#expectsCommand) return `nothing behind \`${this.#joiner}\``;
    return this.commands.length === 0 ? 'no command' : undefined;
  }

  #readNext(): string | undefined {
    if (startsRedirection(this.#scanner)) {
      this.#hasRedirection = true;
      return readRedirection(this.#scanner);
    }
    switch (this.#scanner.line[this.#scanner.at]) {
      case '\n':
        this.#scanner.at += 1;
        return this.#endLine();
      case ';':
        return this.#isFollowedBy(';&') ? '`;;` or `;&`' : this.#endCommand(';');
      case '&':
        if (this.#isFollowedBy('>')) return this.#readCommonRedirection();
        return this.#endCommand(this.#isFollowedBy('&') ? '&&' : '&');
      case '|':
        return this.#endCommand(this.#isFollowedBy('|') ? '||' : '|');
      default:
        return this.#readWord();
    }
  }

  // SECURITY: for other shells than bash `ls &>/dev/null rm x` is two commands. At a command's end both run the same ones.
  #readCommonRedirection(): string | undefined {
    if (this.#words.length === 0) return '`&>` before a command';
    this.#scanner.at += 1;
    if (this.#isFollowedBy('&')) return '`&>&`';
    this.#takesNoWords = true;
    return readRedirection(this.#scanner);
  }

  #isFollowedBy(characters: string): boolean {
    const next = this.#scanner.line[this.#scanner.at + 1];
    return next !== undefined && characters.includes(next);
  }

  get #expectsCommand(): boolean {
    return this.#joiner !== ';' && this.#joiner !== '&';
  }

  #readWord(): string | undefined {
    const scanner = this.#scanner;
    const fault = scanner.readWord();
    if (fault !== undefined) return fault;
    const role = descriptorBefore(scanner);
    if (role === 'fault') return 'a redirection of another descriptor than 0 to 9';
    if (role === 'descriptor') return undefined;
    if (this.#takesNoWords) return 'a word behind `&>`';
    const isOpen = scanner.isOpen || scanner.stars.length > 0;
    if (this.#words.length === 0) {
      if (isOpen || scanner.hasBraces) return 'a command word that is not plain';
      const wrong = faultOfCommandWord(scanner);
      if (wrong !== undefined) return wrong;
    }
    this.#words.push(isOpen ? openWord : plainWord(scanner.text));
    return undefined;
  }

  #endCommand(operator: ShellJoiner): string | undefined {
    if (this.#words.length === 0) return `no command before \`${operator}\``;
    this.#push(operator);
    this.#scanner.at += operator.length;
    return undefined;
  }

  // A newline ends a command; blank lines may stand anywhere, also behind `&&`, `||` and `|`.
  #endLine(): string | undefined {
    if (this.#words.length > 0) this.#push(';');
    return this.#hasRedirection ? 'a redirection without a command' : undefined;
  }

  #push(next: ShellJoiner): void {
    this.commands.push({ words: this.#words, joiner: this.#joiner });
    this.#words = [];
    this.#hasRedirection = false;
    this.#takesNoWords = false;
    this.#joiner = next;
  }
}
