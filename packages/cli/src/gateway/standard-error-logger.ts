import type { Logger } from '@proviso/core';
import { printError } from '../terminal/output.ts';
import { showPlain } from '../terminal/show-plain.ts';

/** How much may wait for its reader, and how many warnings a second are written. */
const most = { waiting: 64 * 1024, perSecond: 100 } as const;

let second = 0;
let left = 0;
let untold = 0;

/**
 * Writes warnings to standard error, each beginning with `proviso: `; text from outside cannot act on a terminal. What
 * nobody reads, or comes too fast, is counted instead.
 */
export const standardErrorLogger: Logger = {
  warn(message, fields) {
    if (!mayWrite()) {
      untold += 1;
      return;
    }
    if (untold > 0) printError(`proviso: ${untold} warnings were left out\n`);
    untold = 0;
    const cause = fields?.cause;
    const because = cause instanceof Error ? `: ${cause.message}` : '';
    // The excerpts of a refused policy have lines of their own.
    printError(`proviso: ${`${message}${because}`.split('\n').map(showPlain).join('\n')}\n`);
  },
};

function mayWrite(): boolean {
  const now = Math.floor(Date.now() / 1000);
  if (now !== second) left = most.perSecond;
  second = now;
  if (left <= 0 || process.stderr.writableLength > most.waiting) return false;
  left -= 1;
  return true;
}
