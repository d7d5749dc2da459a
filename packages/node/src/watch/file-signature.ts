import { statSync } from 'node:fs';

/**
 * Gives a text that differs whenever the file at a path may hold something else: another file, another size,
 * another time of change. Symbolic links are followed. A file that cannot be looked at has one too.
 */
export function signFile(path: string): string {
  try {
    const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
    if (stats === undefined) return 'missing';
    return [stats.dev, stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].join(':');
  } catch (fault) {
    return fault instanceof Error ? fault.message : 'unknown';
  }
}
