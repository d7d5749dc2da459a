import { type FSWatcher, realpathSync, watch } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** What is told about the folders of a file. */
interface FolderWatchListener {
  /** Something changed in a folder on the way to the file. */
  changed(): void;
  /** A folder cannot be watched; told once until it can be again. */
  failed(fault: unknown): void;
}

/**
 * Watches the folder a file stands in, and the one its symbolic links lead to. Folders, not the file: a file that
 * is replaced by renaming is another file. Never keeps the process alive.
 */
export class FolderWatch {
  readonly #path: string;
  readonly #listener: FolderWatchListener;
  readonly #watchers = new Map<string, FSWatcher>();
  #failing = false;

  constructor(path: string, listener: FolderWatchListener) {
    this.#path = resolve(path);
    this.#listener = listener;
    this.refresh();
  }

  /** Follows links that lead elsewhere by now, and watches folders that could not be watched before. */
  refresh(): void {
    const wanted = new Set([dirname(this.#path), ...this.#linkedFolder()]);
    for (const [folder, watcher] of this.#watchers) {
      if (wanted.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    let fault: unknown;
    for (const folder of wanted) fault ??= this.#watch(folder);
    if (fault !== undefined && !this.#failing) this.#listener.failed(fault);
    this.#failing = fault !== undefined;
  }

  close(): void {
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #linkedFolder(): readonly string[] {
    try {
      return [dirname(realpathSync(this.#path))];
    } catch {
      return [];
    }
  }

  #watch(folder: string): unknown {
    if (this.#watchers.has(folder)) return undefined;
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        // A folder that was itself moved or removed is watched anew when there is one again.
        if (name === null) this.#forget(folder, watcher);
        this.#listener.changed();
      });
      watcher.on('error', () => this.#forget(folder, watcher));
      this.#watchers.set(folder, watcher);
      return undefined;
    } catch (fault) {
      return fault ?? new Error('the folder cannot be watched');
    }
  }

  #forget(folder: string, watcher: FSWatcher): void {
    watcher.close();
    if (this.#watchers.get(folder) === watcher) this.#watchers.delete(folder);
  }
}
