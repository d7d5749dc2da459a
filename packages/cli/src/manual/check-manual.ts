import { agentOption, argsOption, callerOption, policyOption } from './common-options.ts';
import type { Manual } from './manual.ts';

export const checkManual = {
  name: 'check',
  summary: 'ask whether a tool call is allowed',
  usage: ['proviso check [OPTIONS] TOOL', 'proviso check [OPTIONS] --calls FILE'],
  about: [
    'Says what the policy answers to a call, and by which entry. The exit status is the answer, so a script can ask ' +
      'before it acts. `ask` means that a person would have to approve; for the exit status that is no allow.',
    'With `--calls`, FILE (`-` is standard input) has one call as JSON on each line: `tool`, and as needed `args`, ' +
      '`agent`, `callers`. One decision is printed for each, in their order. A line that is no call is denied, never skipped.',
  ],
  options: {
    policy: policyOption,
    agent: agentOption,
    caller: callerOption,
    args: argsOption,
    calls: {
      kind: 'text',
      value: 'FILE',
      what: 'judge one call per line of FILE, print one decision per line',
    },
    json: { kind: 'flag', what: 'print the decision as one line of JSON' },
  },
  examples: [
    { line: 'proviso check read_file', what: 'an agent without a name, under the global policy' },
    { line: 'proviso check --agent coder delete_file && rm notes.txt', what: 'act only on an allow' },
    { line: `proviso check -a coder send_email --args '{"to":"ann@example.com"}'`, what: 'with arguments' },
    { line: 'proviso check -c planner -a coder read_file', what: 'on behalf of another agent' },
    {
      line: `echo '{"tool":"read_file","agent":"coder"}' | proviso check --calls -`,
      what: 'many calls at once',
    },
  ],
  exits: [
    ['0', 'allow (with --calls: every call)'],
    ['1', 'deny or ask (with --calls: at least one)'],
    [
      '2',
      'no answer: the policy is refused, a file cannot be read or has no call, or the command line is wrong',
    ],
  ],
  operands: 'none',
} as const satisfies Manual;
