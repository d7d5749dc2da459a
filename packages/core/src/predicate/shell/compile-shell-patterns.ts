import { lookThrough } from './look-through.ts';
import { compileDenyPattern, type DenyPattern, possiblyMatches } from './match-possibly.ts';
import { surelyMatches } from './match-surely.ts';
import { readCommandLine } from './read-command-line.ts';
import { parseShellPattern, type ShellPattern } from './shell-pattern.ts';

/** Patterns of commands, ready to judge command lines (SPEC R48). */
export interface ShellMatcher {
  /** True when every command of the line matches a pattern, and the line is surely what it seems. */
  surely(line: string): boolean;
  /** True when some command that running the line may run matches a pattern, or nobody can tell. */
  possibly(line: string): boolean;
}

/**
 * Makes a matcher of patterns, or gives one line for people that says what is wrong with them.
 *
 * INVARIANT: `surely` implies `possibly`, for every line and all patterns.
 */
export function compileShellPatterns(patterns: readonly string[]): ShellMatcher | string {
  if (patterns.length === 0) return 'a list without patterns matches no command';
  const parsed: ShellPattern[] = [];
  for (const source of patterns) {
    const result = parseShellPattern(source);
    if (!result.ok) return `\`${source}\` is no pattern of a command: ${result.fault}`;
    parsed.push(result.pattern);
  }
  const denied = parsed.map(compileDenyPattern);
  return {
    surely: (line) => isSurely(parsed, line),
    possibly: (line) => isPossibly(denied, line),
  };
}

function isSurely(patterns: readonly ShellPattern[], line: string): boolean {
  const read = readCommandLine(line);
  if (!read.ok) return false;
  return read.commands.every((command) => patterns.some((pattern) => surelyMatches(pattern, command)));
}

function isPossibly(patterns: readonly DenyPattern[], line: string): boolean {
  const read = readCommandLine(line);
  if (!read.ok) return true;
  return read.commands.some((command) => {
    const reachable = lookThrough(command.words);
    if (reachable === undefined) return true;
    return reachable.some((words) => patterns.some((pattern) => possiblyMatches(pattern, words)));
  });
}
