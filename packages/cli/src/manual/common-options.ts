import type { OptionManual } from './manual.ts';

/** Every command has it. */
export const helpOption = {
  kind: 'flag',
  short: 'h',
  what: 'show this help',
} as const satisfies OptionManual;

export const policyOption = {
  kind: 'text',
  short: 'p',
  value: 'FILE',
  what: 'the policy, YAML or JSON (default: proviso.yaml, .yml or .json of this folder)',
} as const satisfies OptionManual;

export const agentOption = {
  kind: 'text',
  short: 'a',
  value: 'AGENT',
  what: 'the agent that calls (default: none, judged under the global policy)',
} as const satisfies OptionManual;

export const callerOption = {
  kind: 'text',
  short: 'c',
  value: 'AGENT',
  repeatable: true,
  what: 'an agent that delegated to this one; repeat it, outermost first',
} as const satisfies OptionManual;

export const argsOption = {
  kind: 'text',
  value: 'JSON',
  what: 'the arguments of the call, one JSON object (default: unknown)',
} as const satisfies OptionManual;
