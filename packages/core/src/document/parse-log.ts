import type { JsonValue } from '../json/json-value.ts';
import type { DocumentPlace } from './document-place.ts';
import type { LogDefinition } from './policy-document.ts';
import { readChoice, readObject, readText } from './read-shape.ts';

/** Reads where decisions are to be recorded (SPEC R12). */
export function parseLog(value: JsonValue | undefined, place: DocumentPlace): LogDefinition | undefined {
  if (value === undefined) return undefined;
  const log = readObject(value, place, { what: '`log`', keys: { accepted: ['file', 'mode'] } });
  if (log === undefined) return undefined;
  const file = readText(log.file, place.at('file'));
  if (log.file === undefined || file === '') place.report('missing_key', '`log` names no `file`');
  const mode =
    log.mode === undefined ? 'required' : readChoice(log.mode, place.at('mode'), ['required', 'best-effort']);
  return file === undefined || mode === undefined ? undefined : Object.freeze({ file, mode });
}
