import { quoteName } from '@proviso/core';
import { parseCommandLine } from '../command-line/parse-command-line.ts';
import { readCall } from '../command-line/read-call.ts';
import { UsageFault } from '../command-line/usage-fault.ts';
import { notesOf } from '../explain/notes.ts';
import { checkManual } from '../manual/check-manual.ts';
import { loadPolicy } from '../policy/load-policy.ts';
import { jsonLine } from '../terminal/json-line.ts';
import { print } from '../terminal/output.ts';
import { createPaint } from '../terminal/paint.ts';
import { formatDecision } from './format-decision.ts';
import { judgeCalls } from './judge-calls.ts';

/** `proviso check`: 0 is allow, 1 anything else the policy answered. */
export async function run(words: readonly string[]): Promise<number> {
  const line = parseCommandLine(words, checkManual);
  const calls = line.text('calls');
  if (calls !== undefined) {
    refuseBeside(line);
    return judgeCalls(calls, (await loadPolicy(line.text('policy'))).engine);
  }
  const call = readCall(line, 'check');
  const { engine, document } = await loadPolicy(line.text('policy'));
  const decision = call.decide(engine);
  if (line.has('json')) {
    await print(jsonLine(decision));
  } else {
    const paint = createPaint(process.stdout);
    const notes = notesOf(call.call, { decision, document }).map((note) => `       ${paint('dim', note)}\n`);
    await print(formatDecision(decision, paint) + notes.join(''));
  }
  return decision.action === 'allow' ? 0 : 1;
}

type CheckLine = ReturnType<typeof parseCommandLine<typeof checkManual>>;

function refuseBeside(line: CheckLine): void {
  for (const option of ['agent', 'caller', 'args'] as const) {
    if (line.has(option))
      throw new UsageFault(`\`--${option}\` beside \`--calls\``, {
        hint: `each line of the file says its own`,
      });
  }
  const [word] = [...line.operands, ...(line.rest ?? [])];
  if (word !== undefined) throw new UsageFault(`the tool ${quoteName(word)} beside \`--calls\``);
}
