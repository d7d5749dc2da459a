import type { Logger } from '@proviso/core';
import { printError } from '../terminal/output.ts';
import { showPlain } from '../terminal/show-plain.ts';

/** Writes warnings to standard error, each beginning with `proviso: `; text from outside cannot act on a terminal. */
export const standardErrorLogger: Logger = {
  warn(message, fields) {
    const cause = fields?.cause;
    const because = cause instanceof Error ? `: ${cause.message}` : '';
    // The excerpts of a refused policy have lines of their own.
    printError(`proviso: ${`${message}${because}`.split('\n').map(showPlain).join('\n')}\n`);
  },
};
