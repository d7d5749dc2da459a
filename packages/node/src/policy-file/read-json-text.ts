import type { IssueCode, PolicyIssue } from '@proviso/core';
import type { StrictJsonFaultCode } from '../strict-json/json-scan.ts';
import { readStrictJson } from '../strict-json/read-strict-json.ts';
import { createLineIndex } from '../text/line-index.ts';
import { findForbidden } from './forbidden-characters.ts';
import { maxDocumentDepth, type TextReading } from './text-reading.ts';

const issueCode: Readonly<Record<StrictJsonFaultCode, IssueCode>> = {
  syntax: 'syntax',
  duplicate_key: 'duplicate_key',
  number_changes: 'syntax',
  lone_surrogate: 'syntax',
  too_deep: 'too_large',
  too_large: 'too_large',
};

/** Reads a JSON text as a value, every fault of the text with its place (SPEC R23). */
export function readJsonText(text: string, file: string | undefined): TextReading {
  const inFile = file === undefined ? {} : { file };
  const forbidden = findForbidden(text, 'json');
  if (forbidden !== undefined) {
    const position = { ...inFile, ...createLineIndex(text).positionAt(forbidden.offset) };
    return { ok: false, issues: [{ code: 'syntax', message: forbidden.message, path: [], position }] };
  }
  const result = readStrictJson(text, { maxDepth: maxDocumentDepth });
  if (!result.ok) {
    const issues = result.faults.map(
      ({ code, message, path, line, column }): PolicyIssue => ({
        code: issueCode[code],
        message,
        path,
        position: { ...inFile, line, column },
      }),
    );
    return { ok: false, issues };
  }
  const { value, locate } = result;
  return {
    ok: true,
    value,
    locate: (path, part) => {
      const position = locate(path, part);
      return position && { ...inFile, ...position };
    },
  };
}
