import { hasScheme } from './file-url.ts';

/** Why a text is no entry, and what to write instead. */
export interface EntryFault {
  readonly message: string;
  readonly suggestion?: string;
}

type Check = readonly [faulty: (text: string) => boolean, message: string, suggestion?: string];

// Each would be an entry that matches nothing or not what it looks like, which in a deny rule lets everything through.
const checks: readonly Check[] = [
  [(text) => text === '', 'an empty path names nothing', 'write `.` for the workspace'],
  [
    (text) => /[\p{Cc}\p{Default_Ignorable_Code_Point}]/u.test(text),
    'a path has no control or invisible characters',
  ],
  [(text) => text !== text.trim(), 'a path has no white space at its ends'],
  [(text) => text.includes('\\'), 'a path is written with `/`'],
  [(text) => /^'|["`]/.test(text), 'a path has no quotes', 'write it without quotes of its own'],
  [hasScheme, 'an entry is a path, not a URL or a drive', 'write the path alone, as in `/srv/data`'],
  [(text) => text.includes('?'), '`*` is the only wildcard', 'write `*` in place of `?`'],
  [(text) => /\[[^/]*\]/.test(text), '`*` is the only wildcard', 'write `*` in place of `[…]`'],
  [
    (text) => /\{[^/]*(,|\.\.)[^/]*\}/.test(text),
    '`*` is the only wildcard',
    'write one entry for each of `{…}`',
  ],
  [(text) => text.startsWith('!'), 'an entry cannot be turned round by `!`', 'write it under `not`'],
  [
    (text) => /\$[\p{L}_{(]/u.test(text),
    'a variable of the shell means nothing here',
    'write `~`, or `${home}`',
  ],
  [
    (text) => /^~[^/]/.test(text),
    'only `~` and `~/…` are known, no other user’s home',
    'write the absolute path',
  ],
  [
    (text) => text.split('/').includes('..'),
    '`..` does not stand in an entry',
    'write the folder it leads to',
  ],
  [(text) => /[^/]\*\*|\*\*[^/]/.test(text), '`**` is a segment of its own', 'write `*`, or `**/`'],
];

/** Tells what is wrong with an entry, its variables replaced by plain text; `undefined` when nothing is. */
export function faultOfPathEntry(text: string): EntryFault | undefined {
  const found = checks.find(([faulty]) => faulty(text));
  if (found === undefined) return undefined;
  const [, message, suggestion] = found;
  return suggestion === undefined ? { message } : { message, suggestion };
}
