import type { DocumentPath, JsonValue, Locate } from '@proviso/core';
import { createLineIndex, type LineIndex } from '../text/line-index.ts';
import { createLocate } from '../text/position-tree.ts';
import { readJsonPositions } from './json-positions.ts';
import { readJsonText } from './json-reader.ts';
import { JsonScan, type RawFault, type StrictJsonFaultCode } from './json-scan.ts';

/** How much a text may hold. */
export interface StrictJsonOptions {
  /** How many arrays and objects may stand inside one another. Default 128, at most 1,000. */
  readonly maxDepth?: number;
  /** How long the text may be, in UTF-16 code units. Default: no limit. */
  readonly maxLength?: number;
}

/** One reason why a text is no strict JSON, and where it stands. */
export interface StrictJsonFault {
  readonly code: StrictJsonFaultCode;
  /** One line for people. Holds no values; keys only when they are given twice. */
  readonly message: string;
  /** In UTF-16 code units from the start of the text. */
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  /** The value in which the fault stands, as far as reading had come. */
  readonly path: DocumentPath;
}

/** What became of a text. */
export type StrictJsonResult =
  | {
      readonly ok: true;
      /** Objects have no prototype: every key is an ordinary key. */
      readonly value: JsonValue;
      /** Tells where a value stands. The text is read again at the first question. */
      readonly locate: Locate;
    }
  | {
      readonly ok: false;
      /** The first fault in the order of the text. */
      readonly fault: StrictJsonFault;
      /** Every fault up to the one that ended the reading, at most 100. */
      readonly faults: readonly StrictJsonFault[];
    };

const defaultDepth = 128;
const deepest = 1000;

/**
 * Reads a text as one JSON value, and only when every reader would understand the same by it (SPEC R30).
 *
 * Whatever is accepted here `JSON.parse` accepts with an equal value. Refused besides: a key given twice, a
 * number that is written back as another one (`1e400`, 9007199254740993; not `1.0`), half of a surrogate pair,
 * nesting beyond `maxDepth`, a text beyond `maxLength`, a byte order mark. Never throws.
 */
export function readStrictJson(text: string, options: StrictJsonOptions = {}): StrictJsonResult {
  const { maxDepth = defaultDepth, maxLength = Number.POSITIVE_INFINITY } = options;
  const lines = createLineIndex(text);
  if (!(text.length <= maxLength)) {
    return refuse(lines, [{ code: 'too_large', message: 'the text is too long', offset: 0, path: [] }]);
  }
  const scan = new JsonScan(text);
  const value = readJsonText(scan, Math.min(maxDepth, deepest));
  if (value === undefined || scan.faults.length > 0) return refuse(lines, scan.faults);
  return { ok: true, value, locate: createLocate({ tree: () => readJsonPositions(text), lines }) };
}

function refuse(lines: LineIndex, raw: readonly RawFault[]): StrictJsonResult {
  const faults = raw
    .map((fault): StrictJsonFault => ({ ...fault, ...lines.positionAt(fault.offset) }))
    .sort((one, other) => one.offset - other.offset);
  const [fault] = faults;
  if (fault === undefined) throw new Error('a refused text has a fault');
  return { ok: false, fault, faults };
}
