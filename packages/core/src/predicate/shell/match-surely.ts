import { matchesWord } from './match-word.ts';
import type { ShellCommand } from './shell-command.ts';
import type { ShellPattern } from './shell-pattern.ts';

/**
 * True when a command is surely of a pattern's form: the same words in the same places, open words only where a last `*`
 * takes them (SPEC R48). The command word is compared whole, with its folders.
 */
export function surelyMatches(pattern: ShellPattern, command: ShellCommand): boolean {
  const { words } = command;
  if (words.length < pattern.words.length) return false;
  if (words.length > pattern.words.length && !pattern.takesMore) return false;
  for (let index = 0; index < pattern.words.length; index += 1) {
    const word = words[index];
    const parts = pattern.words[index];
    if (word?.kind !== 'plain' || parts === undefined || !matchesWord(parts, word.text)) return false;
  }
  return true;
}
