import { agentOption, callerOption, policyOption } from './common-options.ts';
import type { Manual } from './manual.ts';

export const mcpManual = {
  name: 'mcp',
  summary: 'put a policy in front of an MCP server (stdio)',
  usage: ['proviso mcp [OPTIONS] -- COMMAND [ARGS…]'],
  about: [
    'Starts COMMAND as an MCP server and stands between it and its client: tools that could never be allowed are not listed, ' +
      'every call is judged and recorded before it runs, everything else passes untouched. Where your client starts ' +
      '`COMMAND ARGS…`, let it start `proviso mcp … -- COMMAND ARGS…`.',
    'The policy file is watched: a change counts from the next call on. A change with a mistake is refused, the last good ' +
      'policy stays in force, and standard error says so.',
  ],
  options: {
    policy: policyOption,
    agent: agentOption,
    caller: callerOption,
    log: {
      kind: 'text',
      value: 'FILE',
      what: 'record every decision here (default: `log.file` of the policy, else nowhere)',
    },
    'log-mode': {
      kind: 'text',
      value: 'MODE',
      choices: ['required', 'best-effort'],
      what: 'required: what cannot be recorded is denied (default); best-effort: it is a warning',
    },
    'no-watch': { kind: 'flag', what: 'keep the policy as it was at the start' },
  },
  examples: [
    {
      line: 'proviso mcp --agent reader -- npx -y @modelcontextprotocol/server-filesystem ~/notes',
      what: 'the notes, read only',
    },
    { line: 'proviso mcp -p team.yaml -a coder --log decisions.jsonl -- node server.js', what: 'with a log' },
  ],
  exits: [
    ['2', 'not started: the policy is refused, the log cannot be opened, or the command line is wrong'],
    ['127', 'COMMAND was not found'],
    ['n', 'otherwise the status of the server, 128 + n when signal n ended it'],
  ],
  operands: 'programs',
} as const satisfies Manual;
