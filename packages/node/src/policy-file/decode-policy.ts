import type { PolicyIssue } from '@proviso/core';
import { fileIssue } from './file-issue.ts';

/** A file's text, or why its bytes are none. */
type DecodedPolicy =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly issue: PolicyIssue };

/** Decodes UTF-8 and nothing else; no byte is replaced or dropped, a byte order mark stays in the text. */
export function decodePolicy(bytes: Buffer, file: string): DecodedPolicy {
  if (isUtf16(bytes)) {
    return { ok: false, issue: fileIssue('unreadable', 'the file is UTF-16, save it as UTF-8', { file }) };
  }
  try {
    return { ok: true, text: decode(bytes) };
  } catch {
    const message = 'the file is no UTF-8 from here on, save it as UTF-8';
    return { ok: false, issue: fileIssue('unreadable', message, { file, ...firstFault(bytes) }) };
  }
}

function isUtf16(bytes: Buffer): boolean {
  const mark = bytes.subarray(0, 2).toString('hex');
  return mark === 'fffe' || mark === 'feff';
}

function decode(bytes: Buffer): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

/** INVARIANT: no byte of a longer UTF-8 sequence is a line feed, so the lines can be tried one by one. */
function firstFault(bytes: Buffer): { line: number; column: number } {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed === -1 ? bytes.length : feed + 1;
    const content = bytes.subarray(start, end);
    try {
      decode(content);
    } catch {
      return { line, column: validPrefix(content) + 1 };
    }
    start = end;
  }
  return { line: 1, column: 1 };
}

/** Gives how many UTF-16 code units of a line stand before its first bad byte. */
function validPrefix(line: Buffer): number {
  let low = 0;
  let high = line.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isDecodable(line.subarray(0, middle))) low = middle;
    else high = middle - 1;
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(line.subarray(0, low), { stream: true }).length;
}

/** True for UTF-8 that may end within a character. */
function isDecodable(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
