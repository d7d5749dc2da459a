import type { IssueCode, PolicyIssue, SourcePosition } from '@proviso/core';

/** Where in a file; the start when nothing nearer is known. */
interface FilePlace {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** Makes an issue of a file as a whole. */
export function fileIssue(
  code: IssueCode,
  message: string,
  { file, line = 1, column = 1 }: FilePlace,
): PolicyIssue {
  const position: SourcePosition = { file, line, column };
  return { code, message, path: [], position };
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'the file does not exist'],
  ['ENOTDIR', 'a part of the path is not a folder'],
  ['EACCES', 'the file may not be read: permission denied'],
  ['EPERM', 'the file may not be read: not permitted'],
  ['EISDIR', 'the path is a directory, not a file'],
  ['ELOOP', 'the path leads through a circle of symbolic links'],
  ['ENAMETOOLONG', 'the path is too long'],
  ['ENXIO', 'the path is a socket or a device, not a file'],
  ['EMFILE', 'too many files are open'],
]);

/** Says in one line why a file could not be read. */
export function reasonOf(fault: unknown): string {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : undefined;
  if (code === undefined) return 'the file cannot be read';
  return reasons.get(code) ?? `the file cannot be read (${code})`;
}
