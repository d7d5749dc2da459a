import { styleText } from 'node:util';
import { formatPath, type PolicyIssue } from '@proviso/core';
import { showText } from '../text/show-text.ts';
import { excerptAt } from './excerpt.ts';

/** What issues are shown with. */
export interface FormatIssuesOptions {
  /** The text the issues were found in, for excerpts. */
  readonly text?: string | undefined;
  /** The file's name, for issues that carry none. */
  readonly file?: string | undefined;
  /** Whether the text goes where colours show. Default: no. */
  readonly color?: boolean | undefined;
}

/**
 * Writes issues for people: `file:line:column: message`, the line with a caret under the place, and what was
 * probably meant (SPEC R23). Holds nothing a terminal would act on, whatever the text holds. No newline at the end.
 *
 * @example
 * ```text
 * policy.yaml:4:3: unknown key `denny`
 *   4 |   denny: [execute_shell]
 *     |   ^ did you mean `deny`?
 * ```
 */
export function formatIssues(issues: readonly PolicyIssue[], options: FormatIssuesOptions = {}): string {
  return issues.map((issue) => formatIssue(issue, options)).join('\n');
}

type Style = Parameters<typeof styleText>[0];

function formatIssue(issue: PolicyIssue, { text, file, color = false }: FormatIssuesOptions): string {
  const paint = color ? paintAlways : (_style: Style, words: string) => words;
  const head = `${paint('bold', headOf(issue, file))} ${showText(issue.message)}`;
  const meant = issue.suggestion === undefined ? '' : showText(issue.suggestion);
  const { position } = issue;
  const excerpt = text === undefined || position === undefined ? undefined : excerptAt(text, position);
  if (excerpt === undefined || position === undefined) {
    return meant === '' ? head : `${head}\n  ${paint('green', meant)}`;
  }
  const number = String(position.line);
  const margin = ' '.repeat(number.length);
  const caret = `${' '.repeat(excerpt.caret)}${paint('red', '^')}${meant === '' ? '' : ` ${paint('green', meant)}`}`;
  const bar = paint('dim', '|');
  return `${head}\n  ${paint('dim', number)} ${bar} ${excerpt.line}\n  ${margin} ${bar} ${caret}`;
}

function headOf({ position, path }: PolicyIssue, fallback: string | undefined): string {
  const file = position?.file ?? fallback;
  const place = position === undefined ? '' : `${position.line}:${position.column}:`;
  if (file !== undefined) return `${showText(file)}:${place}`;
  return place === '' ? `${showText(formatPath(path))}:` : place;
}

/** Paints whatever the standard output is: the caller knows where the text goes. */
function paintAlways(style: Style, words: string): string {
  return styleText(style, words, { validateStream: false });
}
