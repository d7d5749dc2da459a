import { helpOption } from '../manual/common-options.ts';
import type { Manual, OptionManual } from '../manual/manual.ts';

/** One option as a completion needs it. */
export interface OptionWords extends OptionManual {
  readonly name: string;
  /** `--policy` and, when there is one, `-p`. */
  readonly words: readonly string[];
  readonly takesFile: boolean;
}

/** Every option of a command, its help included. */
export function optionsOf(manual: Manual): readonly OptionWords[] {
  return Object.entries<OptionManual>({ ...manual.options, help: helpOption }).map(([name, option]) => ({
    ...option,
    name,
    words: option.short === undefined ? [`--${name}`] : [`--${name}`, `-${option.short}`],
    takesFile: option.value === 'FILE',
  }));
}

/** The words that may follow a command, where they are known. */
export function operandWords({ operands }: Manual, manuals: readonly Manual[]): readonly string[] {
  if (operands === 'commands') return manuals.map(({ name }) => name);
  return operands === 'shells' ? ['bash', 'zsh', 'fish'] : [];
}

/** A text between single quotes, as every POSIX shell reads it. */
export function inSingleQuotes(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
