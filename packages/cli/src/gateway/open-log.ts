import { dirname, resolve } from 'node:path';
import type { PolicyDocument } from '@proviso/core';
import { type DecisionLog, openDecisionLog } from '@proviso/node';
import { UsageFault } from '../command-line/usage-fault.ts';
import { showPlain } from '../terminal/show-plain.ts';
import { standardErrorLogger } from './standard-error-logger.ts';

/** What the command line says of the log. */
export interface LogWishes {
  readonly file: string | undefined;
  readonly mode: string | undefined;
}

/** Where the policy's own `log` stands. */
export interface LogPlace {
  readonly document: PolicyDocument;
  readonly policyFile: string;
}

/**
 * Opens the log the command line names, else the one the policy names, relative to the policy's folder; none at all when
 * neither does.
 *
 * @throws UsageFault when it cannot be opened
 */
export function openLog(
  { file, mode }: LogWishes,
  { document, policyFile }: LogPlace,
): DecisionLog | undefined {
  const own = document.log;
  const path = file ?? (own === undefined ? undefined : resolve(dirname(policyFile), own.file));
  if (path === undefined) {
    if (mode === undefined) return undefined;
    throw new UsageFault('`--log-mode` without a log', {
      hint: 'name one with `--log FILE`, or `log:` in the policy',
    });
  }
  // SECURITY: a log named on the command line is required unless the command line says otherwise.
  const wanted = mode ?? (file === undefined ? own?.mode : undefined);
  try {
    return openDecisionLog(path, {
      mode: wanted === 'best-effort' ? 'best-effort' : 'required',
      logger: standardErrorLogger,
    });
  } catch (cause) {
    const why = cause instanceof Error ? showPlain(cause.message) : 'unknown';
    throw new UsageFault(`the decision log cannot be opened: ${why}`, { hint: 'nothing was started', cause });
  }
}
