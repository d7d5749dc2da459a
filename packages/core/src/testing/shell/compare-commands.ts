import type { ShellCommand, ShellWord } from '../../predicate/shell/shell-command.ts';
import type { RecordedCommands } from './real-shell.ts';

/** The commands of a line that run when all of them succeed (0), or all of them fail (1). */
export function expectedCommands(commands: readonly ShellCommand[], status: 0 | 1): readonly ShellCommand[] {
  const skipped = status === 0 ? '||' : '&&';
  const expected: ShellCommand[] = [];
  let runs = true;
  for (const command of commands) {
    // The commands of a pipe run together, whatever joins the first of them to what stands before.
    if (command.joiner !== '|') runs = command.joiner !== skipped;
    if (runs) expected.push(command);
  }
  return expected;
}

/** True when what was run is exactly what was expected: in order, or in any order where commands run side by side. */
export function agrees(expected: readonly ShellCommand[], recorded: RecordedCommands): boolean {
  if (expected.length !== recorded.length) return false;
  if (!expected.some(({ joiner }, index) => index > 0 && (joiner === '|' || joiner === '&'))) {
    return expected.every(({ words }, index) => matches(words, recorded[index] ?? []));
  }
  return canAssign(expected, recorded);
}

function canAssign(expected: readonly ShellCommand[], recorded: RecordedCommands): boolean {
  const [first, ...others] = expected;
  if (first === undefined) return true;
  return recorded.some(
    (words, at) => matches(first.words, words) && canAssign(others, recorded.toSpliced(at, 1)),
  );
}

// Open words may have become any number of words; all others stand there letter by letter.
function matches(words: readonly ShellWord[], recorded: readonly string[]): boolean {
  const [first, ...others] = words;
  if (first === undefined) return recorded.length === 0;
  if (first.kind === 'plain') return recorded[0] === first.text && matches(others, recorded.slice(1));
  return recorded.some((_, at) => matches(others, recorded.slice(at))) || matches(others, []);
}
