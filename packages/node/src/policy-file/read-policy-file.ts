import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { ParseResult, PolicyDocument, PolicyIssue } from '@proviso/core';
import { decodePolicy } from './decode-policy.ts';
import { fileIssue, reasonOf } from './file-issue.ts';
import { type PolicyFormat, readPolicyText } from './read-policy-text.ts';

/** How a policy file is read. */
export interface PolicyFileOptions {
  /** Default: JSON when the name ends in `.json`, else YAML. */
  readonly format?: PolicyFormat | undefined;
}

/** A document, or every issue; the text too, when there was one, so that issues can be shown in it. */
export type PolicyFileResult =
  | { readonly ok: true; readonly document: PolicyDocument; readonly text: string }
  | { readonly ok: false; readonly issues: readonly PolicyIssue[]; readonly text?: string };

/** The size in bytes above which no policy file is read. */
export const maxPolicyBytes = 16 * 1024 * 1024;

const chunkBytes = 64 * 1024;

/**
 * Reads a policy file, whole or not at all (SPEC R23). Whatever is wrong with the file is an issue: this never
 * rejects. Owner and mode are not looked at: a file that can be read counts.
 */
export async function readPolicyFile(
  path: string,
  options: PolicyFileOptions = {},
): Promise<PolicyFileResult> {
  try {
    const handle = await open(path, 'r');
    try {
      if ((await handle.stat()).isDirectory()) return refuse(path, 'the path is a directory, not a file');
      const bytes = new GrowingBuffer();
      while (!bytes.tooLarge) {
        const { buffer, offset } = bytes.room();
        const { bytesRead } = await handle.read(buffer, offset, buffer.length - offset);
        if (bytesRead === 0) break;
        bytes.grew(bytesRead);
      }
      return understand(path, bytes, options);
    } finally {
      await handle.close();
    }
  } catch (fault) {
    return refuse(path, reasonOf(fault));
  }
}

/** Does what `readPolicyFile` does, at once. */
export function readPolicyFileSync(path: string, options: PolicyFileOptions = {}): PolicyFileResult {
  try {
    const file = openSync(path, 'r');
    try {
      if (fstatSync(file).isDirectory()) return refuse(path, 'the path is a directory, not a file');
      const bytes = new GrowingBuffer();
      while (!bytes.tooLarge) {
        const { buffer, offset } = bytes.room();
        const bytesRead = readSync(file, buffer, offset, buffer.length - offset, null);
        if (bytesRead === 0) break;
        bytes.grew(bytesRead);
      }
      return understand(path, bytes, options);
    } finally {
      closeSync(file);
    }
  } catch (fault) {
    return refuse(path, reasonOf(fault));
  }
}

function understand(path: string, bytes: GrowingBuffer, { format }: PolicyFileOptions): PolicyFileResult {
  if (bytes.tooLarge) {
    const message = `the file is larger than ${maxPolicyBytes / 1024 / 1024} MiB`;
    return { ok: false, issues: [fileIssue('too_large', message, { file: path })] };
  }
  const decoded = decodePolicy(bytes.content, path);
  if (!decoded.ok) return { ok: false, issues: [decoded.issue] };
  const { text } = decoded;
  const result: ParseResult = readPolicyText(text, { file: path, format });
  return { ...result, text };
}

function refuse(path: string, message: string): PolicyFileResult {
  return { ok: false, issues: [fileIssue('unreadable', message, { file: path })] };
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
