import { createReadStream } from 'node:fs';
import type { JsonValue } from '@proviso/core';
import { readStrictJson } from '../strict-json/read-strict-json.ts';
import type { LoggedRecord } from './logged-record.ts';

/** One line of a decision log: a record, or why it is none. Lines count from 1. */
export type DecisionLogLine =
  | { readonly line: number; readonly record: LoggedRecord }
  | { readonly line: number; readonly fault: string };

/** No record is longer than this many bytes; a longer line is a fault and is passed over. */
const maxLineBytes = 64 * 1024 * 1024;

/**
 * Reads a decision log line by line, in its order. A line that holds no record (a process was killed within it,
 * somebody edited it) is given as a fault and the rest is read all the same; empty lines are passed over.
 * Rejects when the file cannot be read.
 */
export async function* readDecisionLog(path: string): AsyncGenerator<DecisionLogLine, void, undefined> {
  let line = 1;
  let pieces: Buffer[] = [];
  let length = 0;
  const take = (): DecisionLogLine | undefined => {
    const result =
      length > maxLineBytes ? { line, fault: 'the line is too long' } : readLine(Buffer.concat(pieces), line);
    pieces = [];
    length = 0;
    return result;
  };
  const keep = (piece: Buffer): void => {
    length += piece.length;
    if (length <= maxLineBytes) pieces.push(piece);
    else pieces = [];
  };
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(0x0a); end !== -1; end = chunk.indexOf(0x0a, start)) {
      keep(chunk.subarray(start, end));
      const result = take();
      if (result !== undefined) yield result;
      start = end + 1;
      line++;
    }
    keep(chunk.subarray(start));
  }
  const last = take();
  if (last !== undefined) yield last;
}

function readLine(bytes: Buffer, line: number): DecisionLogLine | undefined {
  if (bytes.length === 0) return undefined;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { line, fault: 'the line is no UTF-8' };
  }
  const result = readStrictJson(text);
  if (!result.ok) return { line, fault: `${result.fault.message} (column ${result.fault.column})` };
  if (!isLoggedRecord(result.value)) return { line, fault: 'the line is no record of a decision log' };
  return { line, record: result.value };
}

function isLoggedRecord(value: unknown): value is LoggedRecord {
  if (!isObject(value) || typeof value.time !== 'string') return false;
  if (value.kind === 'gap') return typeof value.lost === 'number';
  if (typeof value.callId !== 'string' || typeof value.tool !== 'string') return false;
  if (value.kind === 'outcome') return value.outcome === 'returned' || value.outcome === 'failed';
  return value.kind === 'decision' && isObject(value.decision) && typeof value.decision.action === 'string';
}

function isObject(value: unknown): value is Record<string, JsonValue> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
