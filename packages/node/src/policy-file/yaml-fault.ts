import type { IssueCode } from '@proviso/core';
import { quoteName } from '@proviso/core';
import type { YAMLError } from 'yaml';
import { showText } from '../text/show-text.ts';

/** A fault of a YAML text, before its offset becomes a line and a column. */
export interface YamlFault {
  readonly code: IssueCode;
  readonly message: string;
  readonly offset: number;
  readonly path?: readonly (string | number)[];
  readonly suggestion?: string;
}

/** Says what the parser found in the words of someone who writes a policy. */
export function describeYamlError(error: YAMLError, text: string): YamlFault {
  const offset = error.pos[0];
  const word = wordAt(text, offset);
  switch (error.code) {
    case 'BAD_ALIAS':
      return { ...unquoted(word), offset };
    case 'BAD_SCALAR_START':
      return { ...unquoted(word), offset };
    case 'TAB_AS_INDENT':
      return { code: 'syntax', message: 'a tab does not indent in YAML', offset, suggestion: 'use spaces' };
    case 'MULTIPLE_DOCS':
      return {
        code: 'not_supported',
        message: 'a second document begins here, a policy file holds one',
        offset,
      };
    case 'TAG_RESOLVE_FAILED':
      return {
        code: 'not_supported',
        message: `the tag ${quoteName(word)} is not supported in a policy`,
        offset,
      };
    case 'BAD_DIRECTIVE':
      return { code: 'not_supported', message: `the directive ${quoteName(word)} is not supported`, offset };
    case 'RESOURCE_EXHAUSTION':
      return { code: 'too_large', message: 'the document is nested too deeply', offset };
    case 'BLOCK_AS_IMPLICIT_KEY':
      return {
        code: 'syntax',
        message: 'a mapping cannot begin on this line',
        offset,
        suggestion: 'check the indentation, and put text that holds `: ` in quotes',
      };
    default:
      return { code: 'syntax', message: inOurStyle(error.message), offset };
  }
}

/** Text that begins with a character YAML keeps for itself: `*_file` and `@group` are what people write. */
export function unquoted(word: string): Pick<YamlFault, 'code' | 'message' | 'suggestion'> {
  const first = word.charAt(0);
  return {
    code: 'syntax',
    message: `text that begins with ${quoteName(first)} stands in quotes in YAML`,
    suggestion: `did you mean ${quoteName(JSON.stringify(word))}?`.replaceAll('\\u{5c}', '\\'),
  };
}

function wordAt(text: string, offset: number): string {
  return /^[^\s,[\]{}#]{1,80}/.exec(text.slice(offset, offset + 80))?.[0] ?? text.charAt(offset);
}

function inOurStyle(message: string): string {
  const [firstLine = ''] = message.split('\n');
  const plain = showText(firstLine).replace(/\.$/, '');
  return plain.charAt(0).toLowerCase() + plain.slice(1);
}
