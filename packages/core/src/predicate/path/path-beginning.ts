import type { EvaluationContext } from '../evaluation-context.ts';
import { foldPath } from './fold-path.ts';
import { folderOf, locatePath } from './locate-path.ts';
import type { PathEntry } from './path-entry.ts';
import { possibleReadings, possiblyIn, someFolder } from './path-folders.ts';
import { mayReach, type PathBeginning } from './path-reach.ts';
import { indexOfUnknown } from './path-text.ts';

/** A question mark that ends a piece, or a question amid prose, with what may stand behind it. */
const lastQuestion = /^\?+[^\s\p{L}\p{N}/~$*\\]*$/u;
const question = /^\?+[^\s\p{L}\p{N}/~$*\\]*(?=\s|$)/u;

/**
 * Judges a path with a wildcard, variable, backslash or NUL in it by the part before (SPEC R47): it holds when that part
 * is empty, lies in one of the folders, or has one of them below it.
 */
export function beginningIn(
  entries: readonly PathEntry[],
  text: string,
  context: EvaluationContext,
): boolean {
  const end = indexOfUnknown(text);
  if (end === 0) return true;
  const rest = text.slice(end);
  const more = (/^[/~]/.test(text) ? lastQuestion : question).exec(rest)?.[0].length;
  if (knownPartIn(entries, { text: text.slice(0, end), more }, context)) return true;
  return rest.includes('/..') && climbingIn(entries, text, context);
}

// `a*/../b` leads to `b` whatever the wildcard stands for.
function climbingIn(entries: readonly PathEntry[], text: string, context: EvaluationContext): boolean {
  const path = locatePath(text, context)?.lexical;
  if (path === undefined) return false;
  const end = indexOfUnknown(path);
  if (end === -1) return possiblyIn(entries, { lexical: path }, context);
  return knownPartIn(entries, { text: path.slice(0, end), more: undefined }, context);
}

interface KnownPart {
  readonly text: string;
  readonly more: number | undefined;
}

function knownPartIn(
  entries: readonly PathEntry[],
  { text, more }: KnownPart,
  context: EvaluationContext,
): boolean {
  const start = text.lastIndexOf('/') + 1;
  const name = text.slice(start);
  if (start === 0 && name.startsWith('~')) return true;
  if (!/^[/~]/.test(text) && folderOf('cwd', context) === undefined)
    return floatingIn(entries, { text, more }, context);
  const path = locatePath(start === 0 ? '.' : text.slice(0, start), context);
  const folders = path && possibleReadings(path, context);
  if (folders === undefined) return true;
  const beginnings = folders.flatMap((folder) => beginningsAt(folder, foldPath(name), more));
  return someFolder(entries, context, (pattern) => beginnings.some((one) => mayReach(pattern, one)));
}

// A wildcard after a dot may stand for the dot that makes it the folder above.
function beginningsAt(folder: string, name: string, more: number | undefined): readonly PathBeginning[] {
  const here = { folder, name, more };
  if (name !== '.' && name !== '..') return [here];
  const above = folder.slice(0, Math.max(folder.lastIndexOf('/'), 0));
  return [here, { folder: above, name: '', more: undefined }];
}

function floatingIn(
  entries: readonly PathEntry[],
  { text, more }: KnownPart,
  context: EvaluationContext,
): boolean {
  const names = text.split('/');
  const name = foldPath(names.pop() as string);
  const folder = foldPath(names.map((one) => `/${one}`).join(''));
  return entries.some((entry) => {
    const anywhere = entry.anywhere(context);
    return anywhere !== undefined && mayReach(anywhere.folded, { folder, name, more });
  });
}
