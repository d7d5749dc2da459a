import type { EvaluationContext } from '../evaluation-context.ts';
import { placeOf } from '../template.ts';
import { filePathOf, hasScheme } from './file-url.ts';
import { formOf, type PathForm } from './path-text.ts';

/** A path brought to one absolute form: `''` is the root, otherwise `/a/b` without detours. */
export interface LocatedPath {
  /** Dot segments taken away as text, as a tool does that tidies a path before it opens it. */
  readonly lexical: string;
  /** The segments as written, `..` among them, where the system would follow links before it climbs. */
  readonly climbing?: readonly string[];
}

/** Brings a call's path to its absolute form, or gives nothing when it is not canonical (SPEC R48.1). */
export function canonicalPath(text: string, context: EvaluationContext): LocatedPath | undefined {
  const form = formOf(text);
  if (form === 'strange') return undefined;
  if (!hasScheme(text)) return locatePath(text, context, form);
  const path = filePathOf(text);
  return path === undefined || formOf(path) === 'strange' ? undefined : locatePath(path, context);
}

/** Stands a path whose characters are known to be plain under the root, home or working directory. */
export function locatePath(
  text: string,
  context: EvaluationContext,
  form: PathForm = formOf(text),
): LocatedPath | undefined {
  if (text.startsWith('/')) return withoutDetours(text, form);
  const home = text.startsWith('~');
  if (home && text.length > 1 && text[1] !== '/') return undefined;
  const folder = folderOf(home ? 'home' : 'cwd', context);
  if (folder === undefined) return undefined;
  return withoutDetours(home ? folder + text.slice(1) : `${folder}/${text}`, form);
}

/** The working directory, home or workspace in canonical form; `undefined` when it is unknown or no absolute path. */
export function folderOf(name: 'cwd' | 'home' | 'workspace', context: EvaluationContext): string | undefined {
  const folder = placeOf(name, context);
  return typeof folder === 'string' ? canonicalFolder(folder) : undefined;
}

/** An absolute folder in canonical form, or nothing when it has none. */
function canonicalFolder(text: string): string | undefined {
  const form = text.startsWith('/') ? formOf(text) : 'strange';
  if (form === 'strange') return undefined;
  return form === 'tidy' ? text : withoutDetours(text, form)?.lexical;
}

/** The same for what the file system gave: names there may hold whatever they hold. */
export function resolvedFolder(text: string): string | undefined {
  if (!text.startsWith('/') || text.includes('\0')) return undefined;
  return withoutDetours(text, formOf(text))?.lexical;
}

const perProcess = /^\/(?:proc|dev)\//i;

function withoutDetours(written: string, form: PathForm): LocatedPath | undefined {
  if (form === 'tidy' && !perProcess.test(written)) return { lexical: written };
  const climbing: string[] = [];
  const segments: string[] = [];
  for (const segment of written.split('/')) {
    if (segment === '' || segment === '.') continue;
    climbing.push(segment);
    if (segment === '..') segments.pop();
    else {
      segments.push(segment);
      if (leadsElsewhere(segments)) return undefined;
    }
  }
  const lexical = segments.length === 0 ? '' : `/${segments.join('/')}`;
  return climbing.length === segments.length ? { lexical } : { lexical, climbing };
}

const processLinks = new Set(['root', 'cwd', 'fd', 'exe', 'map_files']);
const deviceLinks = new Set(['fd', 'stdin', 'stdout', 'stderr']);

// SECURITY: these links lead to other places for the tool's process than for this one.
function leadsElsewhere(segments: readonly string[]): boolean {
  const first = segments[0];
  if (first?.length !== 4 && first?.length !== 3) return false;
  const last = (segments.at(-1) as string).toLowerCase();
  if (first.toLowerCase() === 'proc') return segments.length > 2 && processLinks.has(last);
  return segments.length === 2 && first.toLowerCase() === 'dev' && deviceLinks.has(last);
}
