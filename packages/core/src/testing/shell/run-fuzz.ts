import { readCommandLine } from '../../predicate/shell/read-command-line.ts';
import type { ShellCommand } from '../../predicate/shell/shell-command.ts';
import { agrees, expectedCommands } from './compare-commands.ts';
import { generateLine } from './generate-line.ts';
import { stubNames } from './line-pieces.ts';
import type { RealShell, RecordedCommands, ShellRun } from './real-shell.ts';
import { createSeededRandom } from './seeded-random.ts';

/** What a run of the fuzzer found. */
export interface FuzzReport {
  readonly lines: number;
  readonly refused: number;
  /** Accepted lines that name a program other than the stubs, or are skipped; they are not run. */
  readonly notRun: number;
  readonly accepted: number;
  readonly commands: number;
  readonly disagreements: readonly Disagreement[];
}

/** How many lines to generate, and which of them this shell runs differently for a known reason. */
export interface FuzzOptions {
  readonly seed: number;
  readonly lines: number;
  readonly skips?: (line: string) => boolean;
}

/** For other shells than bash `&>` is `&` and `>`: the same commands run, side by side with what follows. */
export function skipsOutsideBash(line: string): boolean {
  return line.includes('&>');
}

/** A line that the shell ran in another way than it was read. */
export interface Disagreement extends ShellRun {
  readonly expected: readonly ShellCommand[];
  readonly recorded: RecordedCommands;
}

interface AcceptedRun extends ShellRun {
  readonly expected: readonly ShellCommand[];
}

const stubs: ReadonlySet<string> = new Set(stubNames);

/** Generates so many lines and compares what is read with what a real shell runs, the accepted ones only. */
export async function runFuzz(shell: RealShell, options: FuzzOptions): Promise<FuzzReport> {
  const random = createSeededRandom(options.seed);
  const runs: AcceptedRun[] = [];
  const count = { lines: options.lines, refused: 0, notRun: 0, accepted: 0, commands: 0 };
  for (let index = 0; index < options.lines; index += 1) {
    const line = generateLine(random);
    const read = readCommandLine(line);
    if (!read.ok) count.refused += 1;
    else if (!read.commands.every(isStub) || options.skips?.(line)) count.notRun += 1;
    else {
      count.accepted += 1;
      count.commands += read.commands.length;
      runs.push(...runsOf(line, read.commands));
    }
  }
  return { ...count, disagreements: await compareRuns(shell, runs) };
}

/** Compares lines with a real shell. The caller answers for it that every command is a stub. */
export function compareLines(shell: RealShell, lines: readonly string[]): Promise<readonly Disagreement[]> {
  const runs = lines.flatMap((line) => {
    const read = readCommandLine(line);
    if (!read.ok) throw new Error(`refused: ${JSON.stringify(line)}: ${read.fault}`);
    return runsOf(line, read.commands);
  });
  return compareRuns(shell, runs);
}

// SECURITY: what was accepted by mistake is run all the same; only lines whose every command word is a stub come so far.
function isStub({ words }: ShellCommand): boolean {
  const [name] = words;
  return name?.kind === 'plain' && stubs.has(name.text);
}

// With `&&` and `||` no single run reaches every command: one in which all succeed and one in which all fail do.
function runsOf(line: string, commands: readonly ShellCommand[]): readonly AcceptedRun[] {
  const statuses = commands.some(({ joiner }) => joiner === '&&' || joiner === '||')
    ? ([0, 1] as const)
    : ([0] as const);
  return statuses.map((status) => ({ line, status, expected: expectedCommands(commands, status) }));
}

async function compareRuns(shell: RealShell, runs: readonly AcceptedRun[]): Promise<readonly Disagreement[]> {
  const disagreements: Disagreement[] = [];
  const recorded = await shell.run(runs);
  for (const [index, run] of runs.entries()) {
    if (agrees(run.expected, recorded[index] ?? [])) continue;
    // A command in the background may report after its line has ended: asked again, alone, with time to spare.
    const again = await shell.run([run, { line: 'aa', status: 0 }, { line: 'aa', status: 0 }]);
    if (!agrees(run.expected, again[0] ?? [])) disagreements.push({ ...run, recorded: again[0] ?? [] });
  }
  return disagreements;
}
