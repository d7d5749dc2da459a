import { readCommandLine } from './read-command-line.ts';
import { hasStopOption, readOptions } from './read-options.ts';
import { openWord, plainWord, type ShellWord } from './shell-command.ts';
import { findShellProgram, type ShellProgram } from './shell-program.ts';

type Words = readonly ShellWord[];

/** A command within a command within a command: deeper than anyone writes by hand. */
const maxDepth = 8;
/** SECURITY: bounds the work on hostile lines, which is quadratic where any word may begin a command. */
const maxCommands = 1000;

/**
 * Gives every command that running this one may run, as far as its words tell: itself, the commands of wrappers (`sudo`,
 * `xargs`, `find -exec`) and of shells with inline code (`bash -c`). `undefined` when the words do not tell, as with code
 * in another language (SPEC R48).
 */
export function lookThrough(words: Words): readonly Words[] | undefined {
  const [first] = words;
  if (first?.kind === 'plain' && findShellProgram(first.text) === undefined) return [words];
  const view = new CommandView();
  return view.look(words, 0) ? view.found : undefined;
}

class CommandView {
  readonly found: Words[] = [];

  /** False when the words do not tell what is run. */
  look(words: Words, depth: number): boolean {
    this.found.push(words);
    if (depth > maxDepth || this.found.length > maxCommands) return false;
    const [first] = words;
    if (first === undefined) return true;
    if (first.kind === 'open') return false;
    const program = findShellProgram(first.text);
    return program === undefined || this.#lookInto(program, words, depth + 1);
  }

  #lookInto(program: ShellProgram, words: Words, depth: number): boolean {
    switch (program.runs) {
      case 'command':
        return this.#lookBehindOptions(program, [...words.slice(0, 1), ...wordsAfter(program, words)], depth);
      case 'arguments':
        return !hasOtherPlaceholder(words) && this.#lookBehindOptions(program, [...words, openWord], depth);
      case 'actions':
        return this.#lookAtActions(program, words, depth);
      case 'anywhere':
        return this.#lookAnywhere(wordsAfter(program, words), depth);
      case 'shell':
        return this.#lookAtCode(program, words, depth);
      case 'script':
        return runsFile(program, words);
      case 'leading':
        return !stopsAmongLeading(program, words);
      case 'options':
        return !hasStopOption(program, words);
      case 'expression':
        return !words.some((word) => word.kind === 'plain' && hasSubstitution(word.text));
      case 'code':
        return false;
    }
  }

  #lookBehindOptions(program: ShellProgram, words: Words, depth: number): boolean {
    const { at, why } = readOptions(program, words);
    if (why === 'unknown') return this.#lookAnywhere(words.slice(at), depth);
    if (why === 'end') return true;
    if (why !== 'operand') return program.runs === 'arguments' && at === words.length - 1;
    const operands = words.slice(at, at + program.operands);
    if (operands.some((word) => word.kind === 'open')) return false;
    const inner = words.slice(at + program.operands);
    return (
      inner.length === 0 || this.look(program.runs === 'arguments' ? withPlaceholders(inner) : inner, depth)
    );
  }

  #lookAtActions(program: ShellProgram, words: Words, depth: number): boolean {
    let inner: ShellWord[] | undefined;
    for (const word of words.slice(1)) {
      const text = word.kind === 'plain' ? word.text : undefined;
      if (inner === undefined) {
        if (text === undefined) return false;
        if (program.after?.has(text)) inner = [];
      } else if (text === ';' || (text === '+' && inner.at(-1)?.kind === 'open')) {
        if (!this.look(inner, depth)) return false;
        inner = undefined;
      } else {
        inner.push(word);
        inner = withPlaceholders(inner);
      }
    }
    return inner === undefined || this.look(inner, depth);
  }

  // Every word may begin a command, or be a command line to which the words behind it are added.
  #lookAnywhere(words: Words, depth: number): boolean {
    for (let at = 0; at < words.length; at += 1) {
      const word = words[at];
      if (word?.kind !== 'plain') return word === undefined;
      const rest = words.slice(at + 1);
      const equals = word.text.startsWith('-') ? word.text.indexOf('=') : -1;
      if (!this.#lookAtText(word.text, rest, depth)) return false;
      if (equals !== -1 && !this.#lookAtText(word.text.slice(equals + 1), rest, depth)) return false;
    }
    return true;
  }

  #lookAtText(text: string, rest: Words, depth: number): boolean {
    if (!mayBeCode(text)) return this.look([plainWord(text), ...rest], depth);
    const line = readCommandLine(text);
    if (!line.ok) return false;
    return line.commands.every(({ words }) => this.look([...words, ...rest], depth));
  }

  #lookAtCode(program: ShellProgram, words: Words, depth: number): boolean {
    const { at, why, hasCode } = readOptions(program, words);
    if (why === 'end') return true;
    const word = words[at];
    // Without a file the program comes from the input; `+x` may be an option or a file.
    if (why !== 'operand' || word?.kind !== 'plain' || word.text.startsWith('+')) return false;
    if (!hasCode) return !isInput(word.text);
    const line = readCommandLine(word.text);
    return line.ok && line.commands.every((command) => this.look(command.words, depth));
  }
}

function wordsAfter(program: ShellProgram, words: Words): Words {
  const { after } = program;
  if (after === undefined) return words.slice(1);
  const at = words.findIndex((word) => word.kind === 'plain' && after.has(word.text));
  return at === -1 ? [] : words.slice(at + 1);
}

// Names that stand for words from elsewhere: `{}`, and fd's `{/}`, `{.}` and the like.
function withPlaceholders(words: Words): ShellWord[] {
  return words.map((word) => (word.kind === 'plain' && word.text.includes('{') ? openWord : word));
}

// `xargs -I name` puts input in place of a name that could be part of any word.
function hasOtherPlaceholder(words: Words): boolean {
  return words.some((word, at) => {
    if (word.kind !== 'plain') return false;
    const next = words[at + 1];
    if (word.text === '-I') return next?.kind !== 'plain' || next.text !== '{}';
    const isReplacing = ['-I', '-J', '-i', '--replace'].some((start) => word.text.startsWith(start));
    return isReplacing && !['-I{}', '-i', '-i{}', '--replace', '--replace={}'].includes(word.text);
  });
}

function runsFile(program: ShellProgram, words: Words): boolean {
  if (words.some((word) => word.kind === 'plain' && isInlineData(word.text))) return false;
  const { at, why } = readOptions(program, words);
  if (why === 'end') return true;
  if (why === 'unknown') return !hasStopOption(program, words) && words.length > at + 1;
  const word = words[at];
  return why === 'operand' && word?.kind === 'plain' && !isInput(word.text);
}

function stopsAmongLeading(program: ShellProgram, words: Words): boolean {
  const { at, why } = readOptions(program, words);
  if (why === 'unknown') return hasStopOption(program, words);
  if (why !== 'operand') return why === 'stop';
  const word = words[at];
  return word?.kind === 'plain' && program.options.get(word.text) === 'stop';
}

function isInlineData(text: string): boolean {
  return text.startsWith('data:') || text.includes('=data:');
}

function isInput(text: string): boolean {
  return text === '-' || text.startsWith('/dev/') || text.startsWith('/proc/');
}

function hasSubstitution(text: string): boolean {
  return text.includes('$(') || text.includes('`');
}

function mayBeCode(text: string): boolean {
  for (const character of text) if (' \t\n;&|<>()$`\'"\\'.includes(character)) return true;
  return false;
}
