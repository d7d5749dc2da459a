import type { Manual } from '../manual/manual.ts';
import { wrapText } from '../terminal/wrap-text.ts';
import { exampleLines } from './format-manual.ts';
import { type Look, section, twoColumns } from './look.ts';

const about =
  'Proviso stands between an AI agent and its tools: before a tool call runs, a policy says whether this agent may make ' +
  'it. What no policy allows does not run.';

const firstSteps = [
  { line: 'proviso init', what: 'write a first policy with comments' },
  { line: 'proviso check --agent reader read_file', what: 'ask it: the exit status is the answer' },
  { line: 'proviso explain --agent reader delete_file', what: 'see why' },
  {
    line: 'proviso mcp --agent reader -- npx -y @modelcontextprotocol/server-filesystem .',
    what: 'put it in front of a real MCP server',
  },
];

/** The help of the whole command: what it is for, what there is, where to begin. */
export function formatOverview(manuals: readonly Manual[], look: Look): string {
  const commands = manuals.map(({ name, summary }) => [name, summary] as const);
  const more = [
    ['--version', 'the version'],
    ['NO_COLOR', 'set it for text without colours (FORCE_COLOR for the contrary)'],
    ['PROVISO_DEBUG', 'set it to 1 to see where in the program an error arose'],
  ] as const;
  return `${[
    wrapText(about, look.width).join('\n'),
    section('Usage', ['proviso COMMAND [OPTIONS]'], look),
    section('Commands', twoColumns(commands, look), look),
    section('First steps', exampleLines(firstSteps, look), look),
    section('Besides', twoColumns(more, look), look),
    '`proviso help COMMAND` has the options and examples of each.',
  ].join('\n\n')}\n`;
}
