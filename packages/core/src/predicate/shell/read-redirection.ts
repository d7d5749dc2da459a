import { codeOf, isDigit, kindOf } from './character-kind.ts';
import type { WordScanner } from './word-scanner.ts';

const less = codeOf('<');
const greater = codeOf('>');

/** True when a redirection begins here: `<` or `>`. */
export function startsRedirection(scanner: WordScanner): boolean {
  const code = scanner.line.charCodeAt(scanner.at);
  return code === less || code === greater;
}

/** What the last word is, given the redirection that follows it without a blank. */
export function descriptorBefore(scanner: WordScanner): 'descriptor' | 'word' | 'fault' {
  const code = scanner.line.charCodeAt(scanner.at);
  if (code !== less && code !== greater) return 'word';
  // SECURITY: `{name}>` is no word: bash opens a descriptor and stores its number in a variable.
  if (scanner.hasBraces) return 'fault';
  const { raw } = scanner;
  for (let at = 0; at < raw.length; at += 1) if (!isDigit(raw.charCodeAt(at))) return 'word';
  return raw.length === 1 ? 'descriptor' : 'fault';
}

/**
 * Reads the redirection that begins here, behind its descriptor if it has one, or tells why it is none of the harmless ones:
 * to and from `/dev/null`, and copies of the descriptors 0 to 2. Others may be closed, and then the command is not run.
 */
export function readRedirection(scanner: WordScanner): string | undefined {
  const operator = takeOperator(scanner);
  if (operator === undefined) return 'a redirection other than `<`, `>`, `>>`, `<&` or `>&`';
  scanner.skipBlanks();
  if (scanner.at >= scanner.line.length || kindOf(scanner.line.charCodeAt(scanner.at)) === 'end') {
    return 'a redirection to nothing';
  }
  const fault = scanner.readWord();
  if (fault !== undefined) return fault;
  const { text, raw } = scanner;
  if (scanner.isOpen || scanner.stars.length > 0) return 'a redirection to a name that is not plain';
  if (operator === 'copy') {
    // The `1` of `2>&1>f` belongs to what follows in some shells.
    if (startsRedirection(scanner)) return 'a redirection right behind another';
    return isDescriptor(raw) ? undefined : 'a redirection with `&` to another descriptor than 0 to 2';
  }
  return text === '/dev/null' ? undefined : 'a redirection to a file other than `/dev/null`';
}

function isDescriptor(raw: string): boolean {
  return raw === '0' || raw === '1' || raw === '2';
}

function takeOperator(scanner: WordScanner): 'file' | 'copy' | undefined {
  const { line, at } = scanner;
  for (const [operator, meaning] of operators) {
    if (!line.startsWith(operator, at)) continue;
    scanner.at += operator.length;
    return meaning;
  }
  return undefined;
}

// The longest first; `undefined` marks those that are refused.
const operators = [
  ['>>', 'file'],
  ['>&', 'copy'],
  ['>|', undefined],
  ['>', 'file'],
  ['<<', undefined],
  ['<>', undefined],
  ['<&', 'copy'],
  ['<', 'file'],
] as const;
