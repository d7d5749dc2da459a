/**
 * How a program comes to run something that stands in its words:
 * - `command`: the words behind its options and operands are a command, and if `after` is given, those behind one of it;
 * - `arguments`: likewise, with further words from its input;
 * - `actions`: a command stands behind each of the words in `after`, up to `;` or `+`;
 * - `anywhere`: any of its words may begin a command or be a command line, those behind one of `after` if it is given;
 * - `shell`: inline code of the same grammar;
 * - `script`: code in another language by an option of `stops`, or from its input when no file is named;
 * - `leading`: likewise by an option before the first operand, never from its input;
 * - `options`: likewise by an option of `stops` anywhere;
 * - `expression`: text with a substitution in it may be evaluated;
 * - `code`: always.
 */
export type ShellProgramKind =
  | 'command'
  | 'arguments'
  | 'actions'
  | 'anywhere'
  | 'shell'
  | 'script'
  | 'leading'
  | 'options'
  | 'expression'
  | 'code';

/** One entry of the lists in `spec/shell/`; lists of words are separated by spaces. */
export interface ShellProgramEntry {
  readonly names: string;
  readonly runs: ShellProgramKind;
  /** Options without a value of their own; a long one may still have one behind `=`. */
  readonly flags?: string;
  /** Options with a value. */
  readonly values?: string;
  /** Options that make the words unreadable. */
  readonly stops?: string;
  /** Options after which nothing in the words is run. */
  readonly ends?: string;
  /** Options that announce inline code of the same grammar. */
  readonly code?: string;
  readonly after?: string;
  /** How many operands stand before the command. */
  readonly operands?: number;
  /** True when words with `=` may stand before the command. */
  readonly assignments?: boolean;
  /** How values begin with which an option of `stops` is harmless. */
  readonly harmless?: string;
}
