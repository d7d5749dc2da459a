import type { Writable } from 'node:stream';
import type { Logger } from '@proviso/core';
import { escapeControl } from '../message/escape-control.ts';

/** Writes warnings as single lines that begin with `proviso: `; what came from outside is escaped. */
export function createEscapingLogger(output: Writable): Logger {
  // Nobody may be reading any more; that is no reason to stop guarding.
  output.on('error', () => undefined);
  return {
    warn(message, fields) {
      output.write(`proviso: ${escapeControl(message)}${detailsOf(fields)}\n`);
    },
  };
}

function detailsOf(fields: Readonly<Record<string, unknown>> | undefined): string {
  const cause = fields?.cause;
  return cause instanceof Error ? `: ${escapeControl(cause.message)}` : '';
}
