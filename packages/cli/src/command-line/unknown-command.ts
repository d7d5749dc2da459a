import { quoteName, suggest } from '@proviso/core';
import { UsageFault } from './usage-fault.ts';

/** What is said about a command that does not exist. */
export function unknownCommand(name: string, known: Iterable<string>): UsageFault {
  const isOption = name.startsWith('-');
  const meant = suggest(name, isOption ? ['--help', '--version'] : known);
  return new UsageFault(`unknown ${isOption ? 'option' : 'command'} ${quoteName(name)}`, {
    hint: meant === undefined ? '`proviso help` lists the commands' : `did you mean \`${meant}\`?`,
  });
}
