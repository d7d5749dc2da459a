import { agentOption, argsOption, callerOption, policyOption } from './common-options.ts';
import type { Manual } from './manual.ts';

export const explainManual = {
  name: 'explain',
  summary: 'show how an answer comes about, step by step',
  usage: ['proviso explain [OPTIONS] TOOL'],
  about: [
    'Walks the whole ladder aloud: what was asked, each policy that was consulted with each of its steps, the entry that ' +
      'decided with its line in the policy file, and what would have to change for another answer.',
    'Each policy is a ladder of five steps: gate (does an allow list or `default: deny` let it in?), deny, optional, ask, ' +
      'otherwise allow. The first step that does not pass ends it. Of several policies the strictest answer counts.',
  ],
  options: {
    policy: policyOption,
    agent: agentOption,
    caller: callerOption,
    args: argsOption,
    json: { kind: 'flag', what: 'print the explanation as one line of JSON' },
  },
  examples: [
    { line: 'proviso explain --agent coder delete_file', what: 'why may the coder not delete files?' },
    { line: 'proviso explain -c planner -a coder read_file', what: 'every caller is judged as well' },
  ],
  exits: [
    ['0', 'allow'],
    ['1', 'deny or ask'],
    ['2', 'no answer: the policy is refused, or the command line is wrong'],
  ],
  operands: 'none',
} as const satisfies Manual;
