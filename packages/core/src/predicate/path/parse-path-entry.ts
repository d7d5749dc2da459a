import type { DocumentPlace } from '../../document/document-place.ts';
import { quoteName } from '../../json/quote-name.ts';
import { namesContext, parseTemplate, type Template } from '../template.ts';
import { createPathEntry, type EntryRoot, type PathEntry } from './path-entry.ts';
import { faultOfPathEntry } from './path-entry-fault.ts';

const variable = /\$\{[^}]*\}/;
/** Stands for a variable where the text round it is checked. */
const standIn = 'x';

/** Reads an entry of `within` or `not`, or reports what is wrong with it (SPEC R48.1). */
export function parsePathEntry(text: string, place: DocumentPlace): PathEntry | undefined {
  const pieces = splitVariables(text);
  const shape = pieces.map((piece) => (namesContext(piece) ? standIn : piece)).join('');
  const fault = faultOfPathEntry(shape);
  if (fault !== undefined) {
    place.report('bad_pattern', `${quoteName(text)}: ${fault.message}`, { suggestion: fault.suggestion });
    return undefined;
  }
  const parts: (string | Template)[] = [];
  for (const piece of pieces) {
    const part = namesContext(piece) ? parseTemplate(piece, place) : piece;
    if (part === undefined) return undefined;
    parts.push(part);
  }
  const root = rootOf(pieces[0] ?? '');
  if (root === 'home') parts[0] = (parts[0] as string).slice(1);
  return createPathEntry({ root, parts });
}

// An unclosed `${` stays in its literal, where it is a fault.
function splitVariables(text: string): readonly string[] {
  const pieces: string[] = [];
  let rest = text;
  for (let found = variable.exec(rest); found !== null; found = variable.exec(rest)) {
    if (found.index > 0) pieces.push(rest.slice(0, found.index));
    pieces.push(found[0]);
    rest = rest.slice(found.index + found[0].length);
  }
  if (rest !== '') pieces.push(rest);
  return pieces;
}

function rootOf(first: string): EntryRoot {
  if (namesContext(first)) return 'variable';
  if (first.startsWith('/')) return 'root';
  return first.startsWith('~') ? 'home' : 'workspace';
}
