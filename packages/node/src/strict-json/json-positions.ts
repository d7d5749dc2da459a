import type { PositionNode } from '../text/position-tree.ts';
import { JsonScan } from './json-scan.ts';
import { readJsonString } from './json-string.ts';

/** Finds where every value of a text stands. The text must have been accepted by `readStrictJson`. */
export function readJsonPositions(text: string): PositionNode {
  const scan = new JsonScan(text);
  scan.skipSpace();
  return readNode(scan, scan.at);
}

function readNode(scan: JsonScan, keyOffset: number): PositionNode {
  const offset = scan.at;
  switch (scan.text.charCodeAt(offset)) {
    case 0x7b: // {
      return { keyOffset, offset, children: readChildren(scan, 0x7d) };
    case 0x5b: // [
      return { keyOffset, offset, children: readChildren(scan, 0x5d) };
    case 0x22: // "
      readJsonString(scan);
      return { keyOffset, offset };
    default:
      skipBareWord(scan);
      return { keyOffset, offset };
  }
}

function readChildren(scan: JsonScan, close: number): ReadonlyMap<string | number, PositionNode> {
  const children = new Map<string | number, PositionNode>();
  scan.at++;
  while (scan.skipSpace() !== close) {
    const keyOffset = scan.at;
    const key = close === 0x7d ? readKey(scan) : children.size;
    children.set(key, readNode(scan, keyOffset));
    if (scan.skipSpace() === 0x2c) scan.at++;
  }
  scan.at++;
  return children;
}

function readKey(scan: JsonScan): string {
  const key = readJsonString(scan) ?? '';
  scan.skipSpace();
  scan.at++;
  scan.skipSpace();
  return key;
}

/** Moves behind a number, `true`, `false` or `null`. */
function skipBareWord(scan: JsonScan): void {
  const { text } = scan;
  while (scan.at < text.length && !',]} \t\r\n'.includes(text.charAt(scan.at))) scan.at++;
}
