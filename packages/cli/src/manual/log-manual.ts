import type { Manual } from './manual.ts';

export const logManual = {
  name: 'log',
  summary: 'read a decision log',
  usage: ['proviso log [OPTIONS] FILE'],
  about: [
    'Shows the decisions of a log as a table, oldest first: when, which agent, which tool, what was decided and why, and ' +
      'how the call ended. Lines that cannot be read are reported on standard error and counted, never passed over.',
  ],
  options: {
    denied: { kind: 'flag', short: 'd', what: 'only what was not allowed' },
    tool: { kind: 'text', short: 't', value: 'TOOL', what: 'only this tool' },
    agent: { kind: 'text', short: 'a', value: 'AGENT', what: 'only this agent' },
    json: { kind: 'flag', what: 'print the records as JSON lines, as they are' },
  },
  examples: [
    { line: 'proviso log decisions.jsonl', what: 'everything' },
    { line: 'proviso log --denied --agent coder decisions.jsonl', what: 'what the coder was not given' },
    { line: `proviso log --json decisions.jsonl | jq -r .tool`, what: 'for programs' },
  ],
  exits: [
    ['0', 'every line was read'],
    ['1', 'the log has lines that cannot be read'],
    ['2', 'the file cannot be read, or the command line is wrong'],
  ],
  operands: 'files',
} as const satisfies Manual;
