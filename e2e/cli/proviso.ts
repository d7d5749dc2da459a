import { spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

/** The built command, as it is published. */
export const command = fileURLToPath(new URL('../../packages/cli/bin/proviso.js', import.meta.url));

/** How a process ended, and what it said. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and with what a command is run. */
export interface Surroundings {
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs `proviso` with the words and waits for its end. Colours and terminals are no matter unless asked for. */
export function proviso(words: readonly string[], surroundings: Surroundings = {}): Promise<Ended> {
  const { cwd, input, env } = surroundings;
  const { FORCE_COLOR: _force, NO_COLOR: _forbid, PROVISO_DEBUG: _debug, ...inherited } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command, ...words], { cwd, env: { ...inherited, ...env } });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    // A command that refuses before it reads leaves its input unread.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

/** Makes an empty folder that is removed after the file's tests. */
export function createFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'proviso-cli-')));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Does the work for every item, a few at a time, and gives the results in the items' order. */
export async function forEachOf<Item, Result>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next;
      next += 1;
      results[index] = await work(items[index] as Item, index);
    }
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  return results;
}

/** The JSON values on the lines of a text. */
export function jsonLines(text: string): readonly Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
