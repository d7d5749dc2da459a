import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { open } from 'node:fs/promises';
import type { PolicyIssue } from '@proviso/core';
import { fileIssue, reasonOf } from './file-issue.ts';

/** What a policy file holds, or why that is not known. */
export type PolicyBytes =
  | { readonly ok: true; readonly bytes: Buffer }
  | { readonly ok: false; readonly issue: PolicyIssue };

/** The size in bytes above which no policy file is read. */
export const maxPolicyBytes = 16 * 1024 * 1024;

const chunkBytes = 64 * 1024;

/**
 * SECURITY: a named pipe that nobody writes to would block for ever where it is opened. What was opened is looked
 * at, not the path: between the two it could become something else.
 */
const readWithoutWaiting = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/** Reads the bytes of a regular file, all of them or none. Never rejects, and never waits for another process. */
export async function readPolicyBytes(path: string): Promise<PolicyBytes> {
  try {
    const handle = await open(path, readWithoutWaiting);
    try {
      const kind = otherKind(await handle.stat());
      if (kind !== undefined) return refuse(path, kind);
      const bytes = new GrowingBuffer();
      while (!bytes.tooLarge) {
        const { buffer, offset } = bytes.room();
        const { bytesRead } = await handle.read(buffer, offset, buffer.length - offset);
        if (bytesRead === 0) break;
        bytes.grew(bytesRead);
      }
      return contentOf(path, bytes);
    } finally {
      await handle.close();
    }
  } catch (fault) {
    return refuse(path, reasonOf(fault));
  }
}

/** Does what `readPolicyBytes` does, at once. */
export function readPolicyBytesSync(path: string): PolicyBytes {
  try {
    const file = openSync(path, readWithoutWaiting);
    try {
      const kind = otherKind(fstatSync(file));
      if (kind !== undefined) return refuse(path, kind);
      const bytes = new GrowingBuffer();
      while (!bytes.tooLarge) {
        const { buffer, offset } = bytes.room();
        const bytesRead = readSync(file, buffer, offset, buffer.length - offset, null);
        if (bytesRead === 0) break;
        bytes.grew(bytesRead);
      }
      return contentOf(path, bytes);
    } finally {
      closeSync(file);
    }
  } catch (fault) {
    return refuse(path, reasonOf(fault));
  }
}

function otherKind(stats: Stats): string | undefined {
  if (stats.isFile()) return undefined;
  if (stats.isDirectory()) return 'the path is a directory, not a file';
  return stats.isFIFO() ? 'the path is a pipe, not a file' : 'the path is a device, not a file';
}

function contentOf(path: string, bytes: GrowingBuffer): PolicyBytes {
  if (!bytes.tooLarge) return { ok: true, bytes: bytes.content };
  const message = `the file is larger than ${maxPolicyBytes / 1024 / 1024} MiB`;
  return { ok: false, issue: fileIssue('too_large', message, { file: path }) };
}

function refuse(path: string, message: string): PolicyBytes {
  return { ok: false, issue: fileIssue('unreadable', message, { file: path }) };
}

/** Takes what a file holds, whatever size it claims to have, up to the limit and one byte more. */
class GrowingBuffer {
  #buffer = Buffer.allocUnsafe(chunkBytes);
  #used = 0;

  get tooLarge(): boolean {
    return this.#used > maxPolicyBytes;
  }

  get content(): Buffer {
    return this.#buffer.subarray(0, this.#used);
  }

  room(): { readonly buffer: Buffer; readonly offset: number } {
    if (this.#used === this.#buffer.length) {
      this.#buffer = Buffer.concat([this.#buffer], this.#buffer.length * 2);
    }
    return { buffer: this.#buffer, offset: this.#used };
  }

  grew(bytes: number): void {
    this.#used += bytes;
  }
}
