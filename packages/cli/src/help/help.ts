import { parseCommandLine } from '../command-line/parse-command-line.ts';
import { unknownCommand } from '../command-line/unknown-command.ts';
import { UsageFault } from '../command-line/usage-fault.ts';
import { helpManual } from '../manual/help-manual.ts';
import { manuals } from '../manual/manuals.ts';
import { print } from '../terminal/output.ts';
import { createPaint } from '../terminal/paint.ts';
import { formatManual } from './format-manual.ts';
import { formatOverview } from './format-overview.ts';

const narrowest = 60;
const widest = 100;

/** `proviso help [COMMAND]`. */
export async function run(words: readonly string[]): Promise<number> {
  const line = parseCommandLine(words, helpManual);
  const [name, extra] = [...line.operands, ...(line.rest ?? [])];
  if (extra !== undefined) throw new UsageFault('one command at a time');
  const look = {
    paint: createPaint(process.stdout),
    width: Math.max(narrowest, Math.min(widest, process.stdout.columns ?? widest)),
  };
  if (name === undefined) {
    await print(formatOverview(manuals, look));
    return 0;
  }
  const manual = manuals.find((candidate) => candidate.name === name);
  if (manual === undefined)
    throw unknownCommand(
      name,
      manuals.map((known) => known.name),
    );
  await print(formatManual(manual, look));
  return 0;
}
