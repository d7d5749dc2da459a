import type { Manual } from './manual.ts';

export const initManual = {
  name: 'init',
  summary: 'write a first policy with comments',
  usage: ['proviso init [--force] [FILE]'],
  about: [
    'Writes a policy that explains itself (default: proviso.yaml): everything denied unless it is allowed, one agent, a group ' +
      'of tools, guardrails for everybody, a tool that asks first. An existing file is left alone unless `--force` is given.',
  ],
  options: { force: { kind: 'flag', short: 'f', what: 'write over a file that exists' } },
  examples: [
    { line: 'proviso init', what: 'then ask it: proviso check --agent reader read_file' },
    { line: 'proviso init policies/team.yaml', what: 'under another name; the folder has to exist' },
  ],
  exits: [
    ['0', 'written'],
    ['2', 'not written: the file exists or cannot be written'],
  ],
  operands: 'files',
} as const satisfies Manual;
