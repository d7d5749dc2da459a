/** What is said of a fault beside its message. */
export interface UsageFaultOptions extends ErrorOptions {
  /** What to write instead. */
  readonly hint?: string | undefined;
}

/** A command line that cannot be understood: told to the user, never with a stack, and nothing is done. */
export class UsageFault extends Error {
  readonly hint: string | undefined;

  constructor(message: string, options: UsageFaultOptions = {}) {
    super(message, options);
    this.name = 'UsageFault';
    this.hint = options.hint;
  }
}
