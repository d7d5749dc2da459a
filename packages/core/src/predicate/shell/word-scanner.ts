import { codeOf, faultOfWide, isBlank, isDigit, isNameStart, kindOf } from './character-kind.ts';

const newline = codeOf('\n');
const tab = codeOf('\t');
const doubleQuote = codeOf('"');
const backslash = codeOf('\\');
const dollar = codeOf('$');
const backquote = codeOf('`');
const openBrace = codeOf('{');
const closeBrace = codeOf('}');
const beyondAscii = 0x80;
const none: readonly number[] = Object.freeze([]);

/**
 * Reads a command line word by word, as bash's own reader divides it, one character after the other. It knows only words:
 * operators are the caller's. What bash might read in more than one way is a fault, never a guess.
 */
export class WordScanner {
  readonly line: string;
  /** Where the next character to read stands. */
  at = 0;
  /** The last word's text after quote removal, unquoted wildcards included as they stand. */
  text = '';
  /** Where in `text` the last word's unquoted `*` stand. */
  stars: readonly number[] = none;
  #ownStars: number[] = [];
  /** True when the last word depends on files, variables or the home folder by more than an unquoted `*`. */
  isOpen = false;
  /** Where the last word began. */
  start = 0;
  #braces = 0;
  #bracePairs = 0;

  constructor(line: string) {
    this.line = line;
  }

  /** Moves over spaces and tabs. */
  skipBlanks(): void {
    while (isBlank(this.line.charCodeAt(this.at))) this.at += 1;
  }

  /** The last word as it was written. */
  get raw(): string {
    return this.line.slice(this.start, this.at);
  }

  /** True when the last word has braces that could be expanded or name a descriptor. */
  get hasBraces(): boolean {
    return this.#braces > 0 || this.#bracePairs > 0;
  }

  /** Reads the word that begins here, or tells why there is none that bash would read in this one way only. */
  readWord(): string | undefined {
    const { line } = this;
    this.text = '';
    this.stars = none;
    this.isOpen = false;
    this.start = this.at;
    this.#braces = 0;
    this.#bracePairs = 0;
    let run = this.at;
    while (this.at < line.length) {
      const code = line.charCodeAt(this.at);
      if (code < 128 && kindOf(code) === undefined) {
        this.at += 1;
        continue;
      }
      this.text += line.slice(run, this.at);
      if (kindOf(code) === 'end') {
        run = this.at;
        break;
      }
      const fault = this.#readSpecial(code);
      if (fault !== undefined) return fault;
      run = this.at;
    }
    this.text += line.slice(run, this.at);
    this.#judgeBraces();
    if (this.text === '[' && this.raw === '[') this.isOpen = false;
    return undefined;
  }

  // Reads what begins with a character that has a meaning, and moves behind it.
  #readSpecial(code: number): string | undefined {
    switch (kindOf(code)) {
      case 'escape':
        return this.#readEscape();
      case 'single':
        return this.#readSingleQuotes();
      case 'double':
        return this.#readDoubleQuotes();
      case 'dollar':
        return this.#readDollar('unquoted');
      case 'backquote':
        return 'a substitution in back quotes';
      case 'group':
        return 'a parenthesis';
      case 'control':
        return 'a control character';
      case 'hash':
        if (this.at === this.start) return 'a comment';
        break;
      case 'star':
        this.#addStar();
        break;
      case 'glob':
        this.isOpen = true;
        break;
      case 'tilde':
        this.#judgeTilde();
        break;
      case 'brace':
        return this.#readBrace(code);
      default: {
        const fault = faultOfWide(this.line, this.at, 'unquoted');
        if (fault !== undefined) return fault;
      }
    }
    return this.#take();
  }

  #addStar(): void {
    if (this.stars === none) {
      this.#ownStars = [];
      this.stars = this.#ownStars;
    }
    this.#ownStars.push(this.text.length);
  }

  #take(): undefined {
    this.text += this.line[this.at];
    this.at += 1;
    return undefined;
  }

  #readEscape(): string | undefined {
    this.at += 1;
    if (this.at >= this.line.length) return 'a backslash with nothing behind it';
    const code = this.line.charCodeAt(this.at);
    if (code === newline) return 'a line continuation';
    // Of a blank beyond ASCII a backslash may quote the first byte only.
    const fault =
      code >= beyondAscii ? faultOfWide(this.line, this.at, 'unquoted') : this.#faultOfQuoted(code);
    return fault ?? this.#take();
  }

  #readSingleQuotes(): string | undefined {
    const begin = this.at + 1;
    const end = this.line.indexOf("'", begin);
    if (end === -1) return 'a quote that is not closed';
    for (this.at = begin; this.at < end; this.at += 1) {
      const fault = this.#faultOfQuoted(this.line.charCodeAt(this.at));
      if (fault !== undefined) return fault;
    }
    this.text += this.line.slice(begin, end);
    this.at = end + 1;
    return undefined;
  }

  #readDoubleQuotes(): string | undefined {
    this.at += 1;
    while (this.at < this.line.length) {
      const code = this.line.charCodeAt(this.at);
      if (code === doubleQuote) {
        this.at += 1;
        return undefined;
      }
      const fault = this.#readInDoubleQuotes(code);
      if (fault !== undefined) return fault;
    }
    return 'a quote that is not closed';
  }

  #readInDoubleQuotes(code: number): string | undefined {
    if (code === dollar) return this.#readDollar('quoted');
    if (code === backquote) return 'a substitution in back quotes';
    if (code === backslash) {
      const next = this.line.charCodeAt(this.at + 1);
      if (next === newline) return 'a line continuation';
      if (next === dollar || next === backquote || next === doubleQuote || next === backslash) this.at += 1;
      return this.#take();
    }
    return this.#faultOfQuoted(code) ?? this.#take();
  }

  // Between quotes a newline and a tab are text; every other control character is refused everywhere.
  #faultOfQuoted(code: number): string | undefined {
    if (code >= beyondAscii) return faultOfWide(this.line, this.at, 'quoted');
    return (code < 32 && code !== tab && code !== newline) || code === 127
      ? 'a control character'
      : undefined;
  }

  // SECURITY: only a plain name, one digit, `@` and `?` are variables; every other `$…` that bash expands is a fault.
  #readDollar(place: 'quoted' | 'unquoted'): string | undefined {
    const next = this.line.charCodeAt(this.at + 1);
    if (isNameStart(next)) return this.#readVariable(this.#endOfName(this.at + 1));
    if (isDigit(next) || next === codeOf('@') || next === codeOf('?')) return this.#readVariable(this.at + 2);
    if (next === openBrace) return this.#readBracedVariable();
    if (place === 'unquoted' && (next === doubleQuote || next === codeOf("'"))) return 'a `$` before a quote';
    if (next >= beyondAscii || '([*#$!-'.includes(this.line[this.at + 1] ?? ' ')) {
      return 'a substitution or a special variable';
    }
    return this.#take();
  }

  #readBracedVariable(): string | undefined {
    const begin = this.at + 2;
    let end = this.#endOfName(begin);
    if (end === begin) while (isDigit(this.line.charCodeAt(end))) end += 1;
    if (end === begin || this.line.charCodeAt(end) !== closeBrace) return 'a substitution in braces';
    return this.#readVariable(end + 1);
  }

  #readVariable(end: number): undefined {
    this.text += this.line.slice(this.at, end);
    this.at = end;
    this.isOpen = true;
    return undefined;
  }

  #endOfName(begin: number): number {
    let end = begin;
    if (!isNameStart(this.line.charCodeAt(end))) return end;
    while (isNameStart(this.line.charCodeAt(end)) || isDigit(this.line.charCodeAt(end))) end += 1;
    return end;
  }

  // bash expands a tilde at a word's beginning, and behind `=` and `:` in words that look like assignments.
  #judgeTilde(): void {
    const before = this.text.at(-1);
    if (before === undefined || before === '=' || before === ':') this.isOpen = true;
  }

  #readBrace(code: number): undefined {
    if (code === openBrace && this.line.charCodeAt(this.at + 1) === closeBrace) {
      this.#bracePairs += 1;
      this.#take();
    } else if (code === openBrace || this.#bracePairs > 0) {
      this.#braces += 1;
    }
    return this.#take();
  }

  // One `{}` is text (`find -exec`), and so is a closing brace that nothing opened.
  #judgeBraces(): void {
    if (this.#braces > 0 || this.#bracePairs > 1) this.isOpen = true;
  }
}
