import type { PolicyFormat } from './text-reading.ts';

/** A character of a text that cannot stand where it does. */
interface ForbiddenCharacter {
  readonly offset: number;
  readonly message: string;
}

/**
 * A CR that no LF follows. SECURITY: YAML ends a line there, in a comment too, and its parser does not, so what
 * follows would be part of the comment: a rule would be there for one reader and not for the other.
 */
const loneReturn = /\r(?!\n)/;

/**
 * What YAML 1.2 does not let stand in a text, CR as above, and NEL, LS and PS: they end a line for YAML 1.1 and
 * for editors, and not for YAML 1.2. In double quotes each of them can be written as an escape.
 */
const forbiddenInYaml =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what this looks for
  /\r(?!\n)|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff\ufffe\uffff]/u;

/** Finds the first character that cannot stand in a policy's text; what JSON itself refuses is left to its reader (SPEC R23). */
export function findForbidden(text: string, format: PolicyFormat): ForbiddenCharacter | undefined {
  const found = (format === 'json' ? loneReturn : forbiddenInYaml).exec(text);
  if (found === null) return undefined;
  const { 0: character, index: offset } = found;
  if (character === '\r') {
    return { offset, message: 'a carriage return without a line feed cannot stand in a policy file' };
  }
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return { offset, message: `the character U+${code} cannot stand in a policy file` };
}
