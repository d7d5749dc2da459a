import type { EvaluationContext } from '../evaluation-context.ts';
import type { Template } from '../template.ts';
import { folderOf } from './locate-path.ts';
import { compilePathPattern, foldPattern, type PathPattern } from './path-pattern.ts';
import { formOf } from './path-text.ts';

/** A pattern in both readings, and whether it stands anywhere: a relative one that begins with `**`. */
export interface PlacedPattern {
  readonly exact: PathPattern;
  readonly folded: PathPattern;
}

/** One entry of `within` or `not`. */
export interface PathEntry {
  /** The folder of one call; `undefined` when a name or folder it needs is unknown or has no canonical form. */
  at(context: EvaluationContext): PlacedPattern | undefined;
  /** What the deny side reads below every folder there is: an entry that begins with `**`. */
  anywhere(context: EvaluationContext): PlacedPattern | undefined;
}

/** What an entry begins with. */
export type EntryRoot = 'root' | 'home' | 'workspace' | 'variable';

/** An entry as it was read: literal texts and names of context. */
export interface EntryText {
  readonly root: EntryRoot;
  /** Without the leading `~`. A literal's `*` is a wildcard; a value's is not canonical. */
  readonly parts: readonly (string | Template)[];
}

/** Makes an entry answer for calls. */
export function createPathEntry({ root, parts }: EntryText): PathEntry {
  const written = root === 'workspace' ? ['/', ...parts] : parts;
  const constant = written.every((part) => typeof part === 'string') ? written.join('') : undefined;
  const text = (context: EvaluationContext) => constant ?? render(written, context);
  const placeAt = rememberPlace();
  const placeAnywhere = rememberPlace();
  const floats = (root === 'workspace' || root === 'root') && /^\/*\*\*/.test(String(parts[0]));
  return {
    at: (context) => placeAt(folderBefore(root, context), text(context)),
    anywhere: (context) => (floats ? placeAnywhere('', text(context)) : undefined),
  };
}

// What the entry's text follows; a value that begins an entry must be a whole folder itself.
function folderBefore(root: EntryRoot, context: EvaluationContext): string | undefined {
  return root === 'root' || root === 'variable' ? '' : folderOf(root, context);
}

// What one call needed is kept for the next, which mostly needs the same.
function rememberPlace() {
  let known: readonly [folder: string, text: string] | undefined;
  let placed: PlacedPattern | undefined;
  return (folder: string | undefined, text: string | undefined): PlacedPattern | undefined => {
    if (folder === undefined || text === undefined) return undefined;
    if (known?.[0] !== folder || known[1] !== text) {
      known = [folder, text];
      placed = place(folder + text);
    }
    return placed;
  };
}

function place(text: string): PlacedPattern | undefined {
  // The text is relative only where a value that begins an entry is.
  const exact = text.startsWith('/') || text === '' ? compilePathPattern(text) : undefined;
  return exact && { exact, folded: foldPattern(exact) };
}

function render(parts: EntryText['parts'], context: EvaluationContext): string | undefined {
  let text = '';
  for (const part of parts) {
    const value = typeof part === 'string' ? part : valueText(part, context);
    if (value === undefined) return undefined;
    // SECURITY: only a value that the entry begins with may be a folder; elsewhere one with a separator, or an empty
    // one or a dot, would name another folder than the entry shows.
    if (typeof part !== 'string' && text !== '' && !isName(value)) return undefined;
    text += value;
  }
  return text;
}

function valueText(template: Template, context: EvaluationContext): string | undefined {
  const value = template.render(context);
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value);
  return formOf(text) === 'strange' ? undefined : text;
}

function isName(value: string): boolean {
  return !value.includes('/') && value !== '.' && value !== '..';
}
