/** One option of a command, for the parser, the help and the completion alike. */
export interface OptionManual {
  /** `text` takes a value, `flag` does not. */
  readonly kind: 'text' | 'flag';
  readonly short?: string;
  /** May be given more than once. */
  readonly repeatable?: boolean;
  /** What stands for the value in the help: `FILE`. */
  readonly value?: string;
  /** The only values there are. */
  readonly choices?: readonly string[];
  /** One sentence without a full stop. */
  readonly what: string;
}

/** An example: a command line that works, and what it shows. */
export interface Example {
  readonly line: string;
  readonly what: string;
}

/** What a command is, in one place. */
export interface Manual {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  readonly usage: readonly string[];
  /** Paragraphs; each is wrapped to the terminal. */
  readonly about: readonly string[];
  readonly options: Readonly<Record<string, OptionManual>>;
  readonly examples: readonly Example[];
  /** Exit status and its meaning. */
  readonly exits: readonly (readonly [status: string, meaning: string])[];
  /** What the words that are no options are, for the completion. */
  readonly operands: 'files' | 'commands' | 'shells' | 'programs' | 'none';
}
