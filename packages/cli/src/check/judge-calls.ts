import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { type Decision, type Engine, refuseAll } from '@proviso/core';
import { UsageFault } from '../command-line/usage-fault.ts';
import { jsonLine } from '../terminal/json-line.ts';
import { print } from '../terminal/output.ts';
import { type CallLine, notUtf8, readCallLine, tooLong } from './read-call-line.ts';
import { type StreamLine, splitLines } from './split-lines.ts';

/** The longest line that is read, in bytes; as the longest message of the gateway. */
const longestLine = 32 * 1024 * 1024;

/** How much is gathered before it is written, in UTF-16 code units. */
const enoughToWrite = 64 * 1024;

/**
 * Judges every line of a file (`-`: standard input) that is not blank and prints one decision for each, in their order.
 * Gives 0 when all were allowed, 1 when one was not.
 *
 * @throws UsageFault when there was no call
 */
export async function judgeCalls(file: string, engine: Engine): Promise<number> {
  const stream: AsyncIterable<Buffer> = file === '-' ? process.stdin : createReadStream(file);
  let allAllowed = true;
  let isEmpty = true;
  let waiting = '';
  for await (const line of splitLines(stream, longestLine)) {
    const call = readLine(line);
    if (call === undefined) continue;
    isEmpty = false;
    const decision = judge(call, engine);
    if (decision.action !== 'allow') allAllowed = false;
    waiting += jsonLine(decision);
    if (waiting.length < enoughToWrite) continue;
    await print(waiting);
    waiting = '';
  }
  if (waiting !== '') await print(waiting);
  // SECURITY: nothing judged is no allow; a script whose list went missing must not go on.
  if (isEmpty) throw new UsageFault('there is no call to judge: nothing but blank lines, or nothing at all');
  return allAllowed ? 0 : 1;
}

function readLine({ bytes }: StreamLine): CallLine | undefined {
  if (bytes === undefined) return tooLong;
  if (!isUtf8(bytes)) return notUtf8;
  const text = bytes.toString('utf8');
  return /^[ \t\r]*$/.test(text) ? undefined : readCallLine(text);
}

function judge(line: CallLine, engine: Engine): Decision {
  if (line.ok) return engine.decide(line.call);
  const decision = refuseAll(line.code, line.message).decide({ tool: '' });
  return { ...decision, policyDigest: engine.policyDigest };
}
