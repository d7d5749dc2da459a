import type { Logger } from '@proviso/core';

/** A logger whose own faults, thrown or rejected, change nothing (SPEC R6). */
export function createSafeLogger(logger: Logger): Logger {
  return {
    info: (message, fields) => quietly(() => logger.info?.(message, fields)),
    warn: (message, fields) => quietly(() => logger.warn(message, fields)),
  };
}

function quietly(report: () => unknown): void {
  try {
    const outcome = report();
    if (outcome instanceof Promise) outcome.catch(() => undefined);
  } catch {
    // SECURITY: reporting never decides anything, so its faults change nothing.
  }
}
