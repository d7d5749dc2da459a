/** Where the engine and the guard report. A logger that throws never changes an answer (SPEC R6). */
export interface Logger {
  /** Denials. Absent in the default logger, so that they cost nothing. */
  info?(message: string, fields?: Readonly<Record<string, unknown>>): void;
  /** Faults: a listener or a sink that threw, a policy that could not be read. */
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

declare const console: { warn(...values: unknown[]): void };

/** Writes warnings to the console's error stream and drops everything else. */
export const consoleLogger: Logger = {
  warn(message, fields) {
    if (fields === undefined) console.warn(`proviso: ${message}`);
    else console.warn(`proviso: ${message}`, fields);
  },
};

/** Reports a warning; a logger that throws, or rejects, is not heard. */
export function warnSafely(
  logger: Logger,
  message: string,
  fields?: Readonly<Record<string, unknown>>,
): void {
  try {
    ignoreRejection(logger.warn(message, fields));
  } catch {
    // SECURITY: reporting never decides anything, so its faults change nothing.
  }
}

/** Reports a denial, when the logger listens to denials. */
export function informSafely(
  logger: Logger,
  message: string,
  fields?: Readonly<Record<string, unknown>>,
): void {
  try {
    ignoreRejection(logger.info?.(message, fields));
  } catch {
    // SECURITY: as above.
  }
}

/** Keeps a promise nobody awaits from ending the process when it rejects. */
export function ignoreRejection(outcome: unknown): void {
  if (outcome instanceof Promise) outcome.catch(() => undefined);
}
