import type { DocumentPath } from './issue.ts';

const plainKey = /^[\p{L}_][\p{L}\p{N}_-]*$/u;

/** Writes a path as people read it: `agents.coder.deny[2]`, `agents["a b"]`. The document itself is `document`. */
export function formatPath(path: DocumentPath): string {
  if (path.length === 0) return 'document';
  return path
    .map((part, index) => {
      if (typeof part === 'number') return `[${part}]`;
      if (!plainKey.test(part)) return `[${JSON.stringify(part)}]`;
      return index === 0 ? part : `.${part}`;
    })
    .join('');
}
