import type { Manual } from './manual.ts';

export const completionManual = {
  name: 'completion',
  summary: 'print a completion script for bash, zsh or fish',
  usage: ['proviso completion bash|zsh|fish'],
  about: [
    'Prints a script that completes commands, options and files. It runs nothing of proviso while you type.',
  ],
  options: {},
  examples: [
    { line: 'source <(proviso completion bash)', what: 'in ~/.bashrc' },
    { line: 'source <(proviso completion zsh)', what: 'in ~/.zshrc, after compinit' },
    { line: 'proviso completion fish > ~/.config/fish/completions/proviso.fish', what: 'once' },
  ],
  exits: [['0', 'printed']],
  operands: 'shells',
} as const satisfies Manual;
