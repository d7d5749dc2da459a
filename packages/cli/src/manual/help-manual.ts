import type { Manual } from './manual.ts';

export const helpManual = {
  name: 'help',
  summary: 'show this help, or the help of a command',
  usage: ['proviso help [COMMAND]'],
  about: [],
  options: {},
  examples: [{ line: 'proviso help check', what: 'the same as proviso check --help' }],
  exits: [['0', 'shown']],
  operands: 'commands',
} as const satisfies Manual;
