import type { CommandLine } from './parse-command-line.ts';
import { UsageFault } from './usage-fault.ts';

/** Who calls, and on whose behalf. */
export interface Identity {
  readonly agent: string | undefined;
  readonly callers: readonly string[];
}

/**
 * Reads the agent and its callers from a command line.
 *
 * SECURITY: an empty name would be judged under the global policy, and is hardly ever what was meant.
 *
 * @throws UsageFault for an empty name
 */
export function readIdentity(line: CommandLine<'agent' | 'caller'>): Identity {
  const agent = line.text('agent');
  const callers = line.texts('caller');
  if (agent === '') throw emptyName('--agent');
  if (callers.includes('')) throw emptyName('--caller');
  return { agent, callers };
}

function emptyName(option: string): UsageFault {
  return new UsageFault(`\`${option}\` is empty`, {
    hint: 'an unset variable? To name nobody, leave the option out',
  });
}
