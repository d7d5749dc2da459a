import { type JsonValue, quoteName } from '@proviso/core';
import { readJsonNumber } from './json-number.ts';
import { type JsonScan, maxFaults } from './json-scan.ts';
import { readJsonString } from './json-string.ts';

/**
 * Reads the one value of a text, to its very end. `undefined` after a fault that ended the reading; a value
 * may come back beside faults that did not.
 */
export function readJsonText(scan: JsonScan, maxDepth: number): JsonValue | undefined {
  if (scan.text.charCodeAt(0) === 0xfeff) {
    return scan.fail('syntax', 'the text begins with a byte order mark, save it without one', 0);
  }
  scan.skipSpace();
  const value = readValue(scan, maxDepth);
  if (value === undefined) return undefined;
  scan.skipSpace();
  if (scan.at < scan.text.length) return scan.unexpected('the end of the text');
  return value;
}

/** `room` is how many containers may still be opened, so that hostile nesting cannot exhaust the stack. */
function readValue(scan: JsonScan, room: number): JsonValue | undefined {
  switch (scan.text.charCodeAt(scan.at)) {
    case 0x22: // "
      return readJsonString(scan);
    case 0x7b: // {
      return readObject(scan, room);
    case 0x5b: // [
      return readArray(scan, room);
    case 0x74: // t
      return readWord(scan, 'true', true);
    case 0x66: // f
      return readWord(scan, 'false', false);
    case 0x6e: // n
      return readWord(scan, 'null', null);
    case 0x2d: // -
    case 0x30:
    case 0x31:
    case 0x32:
    case 0x33:
    case 0x34:
    case 0x35:
    case 0x36:
    case 0x37:
    case 0x38:
    case 0x39:
      return readJsonNumber(scan);
    default:
      return scan.unexpected('a value');
  }
}

function readWord<T extends JsonValue>(scan: JsonScan, word: string, value: T): T | undefined {
  if (!scan.text.startsWith(word, scan.at)) return scan.unexpected('a value');
  scan.at += word.length;
  return value;
}

function readArray(scan: JsonScan, room: number): JsonValue | undefined {
  if (room === 0) return tooDeep(scan);
  const items: JsonValue[] = [];
  scan.at++;
  if (scan.skipSpace() === 0x5d) {
    scan.at++;
    return items;
  }
  for (;;) {
    const known = scan.faults.length;
    const item = readValue(scan, room - 1);
    if (scan.faults.length > known && mustStop(scan, known, items.length)) return undefined;
    if (item === undefined) return undefined;
    items.push(item);
    const next = scan.skipSpace();
    if (next !== 0x2c && next !== 0x5d) return scan.unexpected('`,` or `]`');
    scan.at++;
    if (next === 0x5d) return items;
    if (scan.skipSpace() === 0x5d) return scan.fail('syntax', 'JSON has no comma before `]`', scan.at);
  }
}

function readObject(scan: JsonScan, room: number): JsonValue | undefined {
  if (room === 0) return tooDeep(scan);
  // SECURITY: without a prototype `__proto__` is a key like any other, and no key is there before it was read.
  const members: Record<string, JsonValue> = Object.create(null);
  scan.at++;
  let next = scan.skipSpace();
  if (next === 0x7d) {
    scan.at++;
    return members;
  }
  for (;;) {
    if (next !== 0x22) return scan.unexpected('a key in double quotes');
    const known = scan.faults.length;
    const keyOffset = scan.at;
    const key = readJsonString(scan);
    if (key === undefined) return undefined;
    if (scan.skipSpace() !== 0x3a) return scan.unexpected('`:`');
    scan.at++;
    scan.skipSpace();
    if (members[key] !== undefined) scan.note('duplicate_key', `duplicate key ${quoteName(key)}`, keyOffset);
    const value = readValue(scan, room - 1);
    if (scan.faults.length > known && mustStop(scan, known, key)) return undefined;
    if (value === undefined) return undefined;
    members[key] = value;
    next = scan.skipSpace();
    if (next !== 0x2c && next !== 0x7d) return scan.unexpected('`,` or `}`');
    scan.at++;
    if (next === 0x7d) return members;
    next = scan.skipSpace();
    if (next === 0x7d) return scan.fail('syntax', 'JSON has no comma before `}`', scan.at);
  }
}

function tooDeep(scan: JsonScan): undefined {
  return scan.fail('too_deep', 'the value is nested too deeply', scan.at);
}

/** Puts the step that leads inwards in front of the newly found faults' paths; true when there are too many. */
function mustStop(scan: JsonScan, known: number, step: string | number): boolean {
  for (let index = known; index < scan.faults.length; index++) scan.faults[index]?.path.unshift(step);
  return scan.faults.length >= maxFaults;
}
