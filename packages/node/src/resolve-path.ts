import { lstatSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';

/** As many links as the kernel follows in one path before it takes them for a circle. */
const mostLinks = 40;
/** In bytes; file systems have this limit or a lower one. */
const longestName = 255;

/**
 * Follows every symbolic link of an absolute path, as far as the path exists; what does not exist yet is kept as it
 * is written. For the `resolvePath` of an engine's environment (SPEC R48.1). Pass no dot segments but in links.
 *
 * @returns an absolute path, or `undefined` for a circle, a folder that may not be looked into, or a link whose end
 * depends on the process that asks
 */
export function resolvePath(absolutePath: string): string | undefined {
  if (!absolutePath.startsWith('/') || absolutePath.includes('\0')) return undefined;
  try {
    return follow(absolutePath);
  } catch {
    // SECURITY: a place that cannot be looked at is not known to be harmless.
    return undefined;
  }
}

function follow(path: string): string | undefined {
  const waiting = path.split('/').reverse();
  let place = '';
  let exists = true;
  let links = 0;
  while (waiting.length > 0) {
    const name = waiting.pop() as string;
    if (name === '' || name === '.') continue;
    if (name === '..') {
      // The place holds no links, so the folder above it is the text above it; it exists, whatever was below.
      place = place.slice(0, Math.max(place.lastIndexOf('/'), 0));
      exists = true;
      continue;
    }
    const next = `${place}/${name}`;
    const target = exists ? linkAt(next) : undefined;
    if (target === 'absent') exists = false;
    if (target === undefined || target === 'absent') {
      place = next;
      continue;
    }
    links += 1;
    if (links > mostLinks || isPerProcess(place)) return undefined;
    if (target.to.startsWith('/')) place = '';
    waiting.push(...target.to.split('/').reverse());
  }
  return place === '' ? '/' : place;
}

// INVARIANT: a link whose end does not exist is followed all the same: who writes to it creates what it points to.
function linkAt(path: string): { readonly to: string } | 'absent' | undefined {
  try {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined) return 'absent';
    return found.isSymbolicLink() ? { to: readlinkSync(path) } : undefined;
  } catch (fault) {
    if (cannotExist(path, fault)) return 'absent';
    throw fault;
  }
}

// Nothing is below a file, and no system opens a name of that length: a sentence that is looked up as a path.
function cannotExist(path: string, fault: unknown): boolean {
  const { code } = fault as NodeJS.ErrnoException;
  return code === 'ENOTDIR' || (code === 'ENAMETOOLONG' && Buffer.byteLength(basename(path)) > longestName);
}

// `/proc/self`, its `cwd`, `root` and `fd`: what they lead to is this process's, and the tool may run in another.
function isPerProcess(folder: string): boolean {
  return /^\/proc(\/|$)/.test(folder);
}
