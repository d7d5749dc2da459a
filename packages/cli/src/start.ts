/** Anything that kept the question from being answered. Never 0, which is allow, nor 1, which is deny. */
const faultStatus = 2;

/** The status of a program whose reader went away: 128 and SIGPIPE, as the shell reports it of others. */
const readerLeft = 141;

/** What a process runs. */
export interface Program {
  /** Gives the exit status. */
  readonly run: (words: readonly string[]) => Promise<number>;
  /** Tells a person what went wrong. */
  readonly reportFault: (fault: unknown) => void;
}

/** Runs the program on the words of the command line; whatever goes wrong ends in a fault's status, never in an allow's. */
export async function start({ run, reportFault }: Program): Promise<void> {
  // INVARIANT: set before anything can fail, so that no way out of the process leaves it at 0.
  process.exitCode = faultStatus;
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (fault: NodeJS.ErrnoException) => {
      // Quietly when whoever reads the output has gone (`| head`).
      process.exit(fault.code === 'EPIPE' ? readerLeft : faultStatus);
    });
  }
  process.on('uncaughtException', (fault) => {
    reportFault(fault);
    process.exit(faultStatus);
  });
  try {
    process.exitCode = await run(process.argv.slice(2));
  } catch (fault) {
    reportFault(fault);
  }
}
