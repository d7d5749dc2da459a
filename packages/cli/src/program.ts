import { run as check } from './check/check.ts';
import { unknownCommand } from './command-line/unknown-command.ts';
import { run as completion } from './completion/completion.ts';
import { run as explain } from './explain/explain.ts';
import { run as mcp } from './gateway/mcp.ts';
import { run as help } from './help/help.ts';
import { run as init } from './init/init.ts';
import { run as log } from './log/log.ts';
import { print } from './terminal/output.ts';
import { version } from './version.ts';

export { reportFault } from './report-fault.ts';

type Command = (words: readonly string[]) => Promise<number>;

const commands: ReadonlyMap<string, Command> = new Map([
  ['check', check],
  ['explain', explain],
  ['init', init],
  ['mcp', mcp],
  ['log', log],
  ['completion', completion],
  ['help', help],
]);

const helpWords = new Set(['--help', '-h']);
const versionWords = new Set(['--version', '-V', 'version']);

/** Runs the command that the words name; gives its exit status. */
export async function run(words: readonly string[]): Promise<number> {
  const [name, ...others] = words;
  if (name === undefined || helpWords.has(name)) return help(others);
  if (versionWords.has(name)) return printVersion();
  const command = commands.get(name);
  if (command === undefined) throw unknownCommand(name, commands.keys());
  return asksForHelp(others) ? help([name]) : command(others);
}

// What stands after `--` belongs to somebody else.
function asksForHelp(words: readonly string[]): boolean {
  const end = words.indexOf('--');
  return (end === -1 ? words : words.slice(0, end)).some((word) => helpWords.has(word));
}

async function printVersion(): Promise<number> {
  await print(`${version}\n`);
  return 0;
}
