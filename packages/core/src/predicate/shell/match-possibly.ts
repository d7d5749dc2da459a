import { matchesWord } from './match-word.ts';
import type { ShellWord } from './shell-command.ts';
import type { PatternWord, ShellPattern } from './shell-pattern.ts';

/** A pattern made ready for the deny side: also in NFC, and its command word without folders. */
export interface DenyPattern {
  readonly pattern: ShellPattern;
  readonly forms: readonly DenyForm[];
}

interface DenyForm {
  readonly name: PatternWord | undefined;
  readonly lastPart: PatternWord | undefined;
  /** True when `lastPart` is a mere `*` behind folders, which matches command words with folders only. */
  readonly needsFolder: boolean;
  readonly rest: readonly PatternWord[];
}

/** Makes a pattern ready for the deny side. */
export function compileDenyPattern(pattern: ShellPattern): DenyPattern {
  const composed = pattern.words.map((parts) => parts.map((part) => part.normalize('NFC')));
  return {
    pattern,
    forms: [formOf(pattern.words), formOf(composed)].slice(0, differ(pattern.words, composed)),
  };
}

function differ(one: readonly PatternWord[], other: readonly PatternWord[]): number {
  return one.every((parts, at) => parts.every((part, index) => part === other[at]?.[index])) ? 1 : 2;
}

function formOf(words: readonly PatternWord[]): DenyForm {
  const [name, ...rest] = words;
  const lastPart = name && afterLastSlash(name);
  const isAnything = lastPart !== undefined && lastPart.length > 1 && lastPart.every((part) => part === '');
  return { name, lastPart, needsFolder: isAnything && lastPart !== name, rest };
}

function afterLastSlash(parts: PatternWord): PatternWord {
  const at = parts.findLastIndex((part) => part.includes('/'));
  const part = parts[at];
  if (part === undefined) return parts;
  return [part.slice(part.lastIndexOf('/') + 1), ...parts.slice(at + 1)];
}

/**
 * True when a command is possibly of a pattern's form: its last path part is the command word, and the pattern's other
 * words follow in order, whatever stands between and after them. An open word may be any words (SPEC R48).
 */
export function possiblyMatches(deny: DenyPattern, words: readonly ShellWord[]): boolean {
  return deny.forms.some((form) => matchesForm(form, words));
}

function matchesForm(form: DenyForm, words: readonly ShellWord[]): boolean {
  const [command] = words;
  if (command === undefined) return false;
  if (command.kind === 'open') return true;
  if (!matchesName(form, command.text)) return false;
  let next = 0;
  for (let at = 1; next < form.rest.length; at += 1) {
    const word = words[at];
    const parts = form.rest[next];
    if (word === undefined || parts === undefined) return false;
    if (word.kind === 'open') return true;
    if (matchesWithComposed(parts, word.text)) next += 1;
  }
  return true;
}

function matchesName(form: DenyForm, text: string): boolean {
  if (form.name === undefined || form.lastPart === undefined) return true;
  if (matchesWithComposed(form.name, text)) return true;
  const slash = text.lastIndexOf('/');
  if (form.needsFolder) return slash !== -1;
  if (slash === -1 && form.lastPart === form.name) return false;
  return matchesWithComposed(form.lastPart, text.slice(slash + 1));
}

function matchesWithComposed(parts: PatternWord, text: string): boolean {
  if (matchesWord(parts, text)) return true;
  if (isAscii(text)) return false;
  const composed = text.normalize('NFC');
  return composed !== text && matchesWord(parts, composed);
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) >= 0x80) return false;
  return true;
}
