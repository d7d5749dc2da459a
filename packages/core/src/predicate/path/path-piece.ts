import { hasSeparator } from '../anywhere-pieces.ts';
import type { EvaluationContext } from '../evaluation-context.ts';
import { loosePathsOf } from './file-url.ts';
import { foldPath } from './fold-path.ts';
import { canonicalPath, folderOf, locatePath } from './locate-path.ts';
import { beginningIn } from './path-beginning.ts';
import type { PathEntry } from './path-entry.ts';
import { type PathFolders, possiblyIn, surelyIn } from './path-folders.ts';
import { covers } from './path-pattern.ts';
import { indexOfUnknown, opensUnknown } from './path-text.ts';
import { percentReadings } from './percent-readings.ts';

/** Most pieces there are, for speed: none of them counts. */
const word = /^[\w-][\w.-]*$/;
const url = /^[a-z][a-z0-9+.-]*:\/\//i;
const invisibleStart = /^[\p{Default_Ignorable_Code_Point}\p{Cc}]+/u;

/** True when a piece of a text is a path that possibly lies in the folders (SPEC R47). */
export function pieceIn(folders: PathFolders, piece: string, context: EvaluationContext): boolean {
  if (word.test(piece)) return false;
  const { texts, complete } = percentReadings(piece);
  const readings = [piece, ...texts];
  if (!complete && readings.some(counts)) return true;
  return readings.some((reading) => readingIn(folders, reading, context));
}

function readingIn(folders: PathFolders, text: string, context: EvaluationContext): boolean {
  const paths = loosePathsOf(text);
  if (paths !== undefined)
    return paths === 'elsewhere' || paths.some((path) => partIn(folders, path, context));
  if (url.test(text)) return false;
  if (!holdsUrl(text) && partIn(folders, text, context)) return true;
  if (!text.includes(':') || hasSeparator(text)) return false;
  return text.split(':').some((part) => partIn(folders, part, context));
}

// A sentence round a URL is no path; the pieces of it are judged by themselves.
function holdsUrl(text: string): boolean {
  return isRelative(text) && !text.startsWith('.') && text.includes('://') && hasSeparator(text);
}

function partIn({ within, not }: PathFolders, text: string, context: EvaluationContext): boolean {
  const seen = text.startsWith('\0') ? text : text.replace(invisibleStart, '');
  if (!counts(seen)) return false;
  if (not !== undefined && surelyIn(not, canonicalPath(seen, context), context)) return false;
  if (within === undefined) return true;
  if (indexOfUnknown(seen) !== -1) return beginningIn(within, seen, context);
  if (isRelative(seen) && folderOf('cwd', context) === undefined) return floatingIn(within, seen, context);
  return possiblyIn(within, locatePath(seen, context), context);
}

/** True for what looks like a path: it has a separator, or begins with `~`, `.` or a variable. */
function counts(text: string): boolean {
  if (text.includes('/')) return true;
  const first = text[0];
  // `~5` is an amount. Without a separator it could be no more than the home of a user of that name.
  if (first === '~') return !/^~\d/.test(text);
  return first === '.' || (first === '$' && opensUnknown(text, 0));
}

function isRelative(text: string): boolean {
  return !text.startsWith('/') && !text.startsWith('~');
}

// In an unknown folder only what is denied in every folder can be found.
function floatingIn(entries: readonly PathEntry[], text: string, context: EvaluationContext): boolean {
  const path = foldPath(joinRelative(text));
  return entries.some((entry) => {
    const anywhere = entry.anywhere(context);
    return anywhere !== undefined && covers(anywhere.folded, path);
  });
}

function joinRelative(text: string): string {
  const names: string[] = [];
  for (const segment of text.split('/')) {
    if (segment === '..') names.pop();
    else if (segment !== '' && segment !== '.') names.push(`/${segment}`);
  }
  return names.join('');
}
