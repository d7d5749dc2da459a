import type { Writable } from 'node:stream';
import type { Logger } from '@proviso/core';
import { escapeControl } from '../message/escape-control.ts';

/** How much may wait for its reader, and how many warnings a second are written. */
const most = { waiting: 64 * 1024, perSecond: 100, length: 4096 } as const;

/**
 * Writes warnings as single lines that begin with `proviso: `; what came from outside is escaped. What nobody reads, or
 * comes too fast, is counted instead, and the count is told with the next warning.
 */
export function createEscapingLogger(output: Writable): Logger {
  // Nobody may be reading any more; that is no reason to stop guarding.
  output.on('error', () => undefined);
  let left = 0;
  let second = 0;
  let untold = 0;
  return {
    warn(message, fields) {
      const now = Math.floor(Date.now() / 1000);
      if (now !== second) left = most.perSecond;
      second = now;
      if (left <= 0 || output.writableLength > most.waiting) {
        untold += 1;
        return;
      }
      left -= 1;
      if (untold > 0) output.write(`proviso: ${untold} warnings were left out\n`);
      untold = 0;
      const line = `${escapeControl(message.slice(0, most.length))}${detailsOf(fields)}`;
      output.write(`proviso: ${line}\n`);
    },
  };
}

function detailsOf(fields: Readonly<Record<string, unknown>> | undefined): string {
  const cause = fields?.cause;
  return cause instanceof Error ? `: ${escapeControl(cause.message.slice(0, most.length))}` : '';
}
