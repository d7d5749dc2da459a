import { codeOf, isDigit } from './character-kind.ts';
import { interpreterPrograms } from './interpreter-programs.ts';
import type { ShellProgramEntry, ShellProgramKind } from './shell-program-entry.ts';
import { wrapperPrograms } from './wrapper-programs.ts';

/** What an option of a program means. */
export type OptionMeaning = 'flag' | 'value' | 'stop' | 'end' | 'code';

/** A program of the lists, ready for look-ups. */
export interface ShellProgram {
  readonly runs: ShellProgramKind;
  readonly options: ReadonlyMap<string, OptionMeaning>;
  readonly after: ReadonlySet<string> | undefined;
  readonly operands: number;
  readonly assignments: boolean;
  readonly harmless: readonly string[];
}

const programs = new Map<string, ShellProgram>();
for (const entry of [...wrapperPrograms, ...interpreterPrograms]) {
  const program = prepare(entry);
  for (const name of wordsOf(entry.names)) programs.set(name, program);
}

/** The program a command word names, by its last path part, without `.exe` and a version; `undefined` for all others. */
export function findShellProgram(command: string): ShellProgram | undefined {
  const base = command.slice(command.lastIndexOf('/') + 1);
  return programs.get(base) ?? findWithoutVersion(base);
}

function findWithoutVersion(base: string): ShellProgram | undefined {
  const name = base.endsWith('.exe') ? base.slice(0, -4) : base;
  let end = name.length;
  while (end > 0 && isVersionCharacter(name.charCodeAt(end - 1))) end -= 1;
  return end === base.length ? undefined : (programs.get(name) ?? programs.get(name.slice(0, end)));
}

function isVersionCharacter(code: number): boolean {
  return isDigit(code) || code === codeOf('.') || code === codeOf('-');
}

function prepare(entry: ShellProgramEntry): ShellProgram {
  const options = new Map<string, OptionMeaning>();
  for (const option of wordsOf(entry.flags)) options.set(option, 'flag');
  for (const option of wordsOf(entry.values)) options.set(option, 'value');
  for (const option of wordsOf(entry.code)) options.set(option, 'code');
  for (const option of wordsOf(entry.ends)) options.set(option, 'end');
  for (const option of wordsOf(entry.stops)) options.set(option, 'stop');
  return {
    runs: entry.runs,
    options,
    after: entry.after === undefined ? undefined : new Set(wordsOf(entry.after)),
    operands: entry.operands ?? 0,
    assignments: entry.assignments ?? false,
    harmless: wordsOf(entry.harmless),
  };
}

function wordsOf(list: string | undefined): readonly string[] {
  return list === undefined ? [] : list.split(' ');
}
