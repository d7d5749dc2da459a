import { formatIssues } from '@proviso/node';
import { UsageFault } from './command-line/usage-fault.ts';
import { PolicyRefused } from './policy/policy-refused.ts';
import { printError } from './terminal/output.ts';
import { createPaint, showsColor } from './terminal/paint.ts';
import { showPlain } from './terminal/show-plain.ts';

/** Tells a person what went wrong, on standard error. The stack is shown when `PROVISO_DEBUG` is set. */
export function reportFault(fault: unknown): void {
  const paint = createPaint(process.stderr);
  const say = (message: string) => printError(`${paint('bold', 'proviso:')} ${message}\n`);
  if (fault instanceof PolicyRefused) {
    const color = showsColor(process.stderr, process.env);
    printError(`${formatIssues(fault.issues, { text: fault.text, file: fault.file, color })}\n\n`);
    const count = fault.issues.length === 1 ? '1 fault' : `${fault.issues.length} faults`;
    say(`\`${showPlain(fault.file)}\` is refused for ${paint('red', count)}: nothing is allowed`);
  } else if (fault instanceof UsageFault) {
    say(fault.message);
    if (fault.hint !== undefined) printError(`         ${fault.hint}\n`);
  } else {
    say(showPlain(fault instanceof Error ? fault.message : String(fault)));
  }
  const debug = process.env.PROVISO_DEBUG;
  if (debug !== undefined && debug !== '' && debug !== '0' && fault instanceof Error) {
    printError(`${paint('dim', fault.stack ?? '')}\n`);
  }
}
