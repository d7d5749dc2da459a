import { quoteName, suggest } from '@proviso/core';
import { parseCommandLine } from '../command-line/parse-command-line.ts';
import { UsageFault } from '../command-line/usage-fault.ts';
import { completionManual } from '../manual/completion-manual.ts';
import { manuals } from '../manual/manuals.ts';
import { print } from '../terminal/output.ts';
import { bashCompletion } from './bash-completion.ts';
import { fishCompletion } from './fish-completion.ts';
import { zshCompletion } from './zsh-completion.ts';

const shells = new Map([
  ['bash', bashCompletion],
  ['zsh', zshCompletion],
  ['fish', fishCompletion],
]);

/** `proviso completion SHELL`. */
export async function run(words: readonly string[]): Promise<number> {
  const line = parseCommandLine(words, completionManual);
  const [shell, extra] = [...line.operands, ...(line.rest ?? [])];
  if (shell === undefined || extra !== undefined)
    throw new UsageFault('name one shell: `bash`, `zsh` or `fish`');
  const write = shells.get(shell);
  if (write === undefined) {
    const meant = suggest(shell, shells.keys());
    throw new UsageFault(`there is no completion for ${quoteName(shell)}`, {
      hint: meant === undefined ? 'there is one for `bash`, `zsh` and `fish`' : `did you mean \`${meant}\`?`,
    });
  }
  await print(write(manuals));
  return 0;
}
