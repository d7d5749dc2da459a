import type { PolicyIssue } from '@proviso/core';
import { parseDocument } from 'yaml';
import { createLineIndex, type LineIndex } from '../text/line-index.ts';
import { createLocate } from '../text/position-tree.ts';
import { findForbidden } from './forbidden-characters.ts';
import type { TextReading } from './text-reading.ts';
import { describeYamlError, type YamlFault } from './yaml-fault.ts';
import { YamlValues } from './yaml-values.ts';

/** More faults than this are not shown: the first few tell what is wrong. */
const maxShown = 50;

/**
 * Reads a YAML 1.2 text (core schema) as one JSON value, every fault of the text with its place (SPEC R23).
 *
 * Aliases are read, up to a bound. Merge keys, several documents, other tags, keys that are no text, and
 * values JSON has no word for are refused. A byte order mark at the start is passed over, as YAML says.
 */
export function readYamlText(text: string, file: string | undefined): TextReading {
  const content = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const lines = createLineIndex(content);
  const refuse = (faults: readonly YamlFault[]): TextReading => ({
    ok: false,
    issues: toIssues(faults, { lines, file }),
  });

  const forbidden = findForbidden(content, 'yaml');
  if (forbidden !== undefined) return refuse([{ code: 'syntax', ...forbidden }]);

  const document = parseYaml(content);
  if (document === undefined) {
    return refuse([
      { code: 'too_large', message: 'the document cannot be read: it asks too much', offset: 0 },
    ]);
  }
  const found = [...document.errors, ...document.warnings].map((error) => describeYamlError(error, content));
  if (document.directives?.yaml.version !== '1.2') {
    const offset = Math.max(0, content.indexOf('%YAML'));
    found.push({ code: 'not_supported', message: 'a policy file is YAML 1.2', offset });
  }
  if (found.length > 0) return refuse(found);

  const values = new YamlValues();
  const { value, position } = values.read(document.contents);
  if (values.faults.length > 0) return refuse(values.faults);
  return { ok: true, value, locate: createLocate({ tree: () => position, lines, file }) };
}

/** The parser reports faults and does not throw; if it does all the same, nothing was read. */
function parseYaml(content: string): ReturnType<typeof parseDocument> | undefined {
  try {
    return parseDocument(content, {
      version: '1.2',
      schema: 'core',
      merge: false,
      resolveKnownTags: false,
      // Checked while the values are read: the parser compares each key with every other.
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
    });
  } catch {
    return undefined;
  }
}

interface Source {
  readonly lines: LineIndex;
  readonly file: string | undefined;
}

/**
 * A parser that lost its way reports the same place several times, so a line has one fault of syntax; what asks
 * too much is reported alone.
 */
function toIssues(found: readonly YamlFault[], { lines, file }: Source): readonly PolicyIssue[] {
  const inOrder = [...found].sort((a, b) => a.offset - b.offset);
  const tooLarge = inOrder.find(({ code }) => code === 'too_large');
  const issues = new Map<string, PolicyIssue>();
  for (const { code, message, offset, path = [], suggestion } of tooLarge === undefined
    ? inOrder
    : [tooLarge]) {
    const place = lines.positionAt(offset);
    const key = `${code} ${code === 'syntax' ? place.line : offset}`;
    if (issues.has(key) || issues.size >= maxShown) continue;
    const position = file === undefined ? place : { file, ...place };
    issues.set(key, { code, message, path, position, ...(suggestion !== undefined && { suggestion }) });
  }
  return [...issues.values()];
}
