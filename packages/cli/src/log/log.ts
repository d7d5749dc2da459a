import { type DecisionLogLine, type LoggedRecord, readDecisionLog } from '@proviso/node';
import { parseCommandLine } from '../command-line/parse-command-line.ts';
import { UsageFault } from '../command-line/usage-fault.ts';
import { logManual } from '../manual/log-manual.ts';
import { jsonLine } from '../terminal/json-line.ts';
import { print, printError } from '../terminal/output.ts';
import { createPaint } from '../terminal/paint.ts';
import { showPlain } from '../terminal/show-plain.ts';
import { DecisionTable } from './decision-table.ts';
import { formatTable } from './format-table.ts';

/** `proviso log`: a decision log for people. Gives 1 when a line could not be read, so that a damaged log is noticed. */
export async function run(words: readonly string[]): Promise<number> {
  const line = parseCommandLine(words, logManual);
  const [file, extra] = [...line.operands, ...(line.rest ?? [])];
  if (file === undefined) throw new UsageFault('which log? No file was named');
  if (extra !== undefined) throw new UsageFault('one log at a time');
  const wanted = createFilter({
    tool: line.text('tool'),
    agent: line.text('agent'),
    denied: line.has('denied'),
  });
  const table = new DecisionTable();
  let faults = 0;
  for await (const entry of readDecisionLog(file)) {
    if (isFault(entry)) {
      faults += 1;
      printError(`proviso: line ${entry.line} is no record: ${showPlain(entry.fault)}\n`);
    } else if (wanted(entry.record)) {
      if (line.has('json')) await print(jsonLine(entry.record));
      else table.add(entry.record);
    }
  }
  if (!line.has('json')) {
    await print(
      await formatTable(table, { paint: createPaint(process.stdout), width: process.stdout.columns }),
    );
  }
  return faults === 0 ? 0 : 1;
}

function isFault(entry: DecisionLogLine): entry is Extract<DecisionLogLine, { fault: string }> {
  return 'fault' in entry;
}

interface Wanted {
  readonly tool: string | undefined;
  readonly agent: string | undefined;
  readonly denied: boolean;
}

/** Records that are missing are always shown: nobody can say of which tool they were. */
function createFilter({ tool, agent, denied }: Wanted): (record: LoggedRecord) => boolean {
  const kept = new Set<string>();
  return (record) => {
    if (record.kind === 'gap') return true;
    // The end of a call is shown with its beginning.
    if (record.kind === 'outcome') return kept.has(record.callId);
    const matches =
      (tool === undefined || record.tool === tool) &&
      (agent === undefined || record.agent === agent) &&
      !(denied && record.decision.action === 'allow');
    if (matches) kept.add(record.callId);
    return matches;
  };
}
