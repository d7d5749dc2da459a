import type { ShellWord } from './shell-command.ts';
import type { ShellProgram } from './shell-program.ts';

/** Where a program's leading options end, and why. */
export interface OptionsEnd {
  readonly at: number;
  /**
   * `operand`: the first word that is no option stands at `at`, or none does; `open`: a word that may be anything;
   * `unknown`: an option that is not listed; `stop` and `end`: an option of that meaning.
   */
  readonly why: 'operand' | 'open' | 'unknown' | 'stop' | 'end';
  /** True when an option announced inline code. */
  readonly hasCode: boolean;
}

/** Reads the options that stand before a program's first operand. */
export function readOptions(program: ShellProgram, words: readonly ShellWord[]): OptionsEnd {
  let hasCode = false;
  let at = 1;
  let isOver = false;
  for (;;) {
    const word = words[at];
    if (word === undefined) return { at, why: 'operand', hasCode };
    if (word.kind === 'open') return { at, why: 'open', hasCode };
    const isSetting = program.assignments && word.text.includes('=') && !word.text.startsWith('-');
    const isOption = !isOver && (word.text === '-' ? program.options.has('-') : word.text.startsWith('-'));
    if (!isSetting && !isOption) return { at, why: 'operand', hasCode };
    if (isOption && word.text === '--') isOver = true;
    const step = isSetting || isOver ? 'next' : readOption(program, words, at);
    if (step === 'stop' || step === 'end' || step === 'unknown') return { at, why: step, hasCode };
    if (step === 'code') hasCode = true;
    at += 1;
    if (step !== 'value') continue;
    if (words[at]?.kind === 'open') return { at, why: 'open', hasCode };
    at += 1;
  }
}

type Step = 'next' | 'value' | 'code' | 'stop' | 'end' | 'unknown';

function readOption(program: ShellProgram, words: readonly ShellWord[], at: number): Step {
  const word = words[at];
  const text = word?.kind === 'plain' ? word.text : '';
  const whole = program.options.get(text);
  if (whole === 'stop') return isHarmless(program, words[at + 1]) ? 'value' : 'stop';
  if (whole !== undefined) return whole === 'flag' ? 'next' : whole;
  return text.startsWith('--') ? readLong(program, text) : readCluster(program, text);
}

function readLong(program: ShellProgram, text: string): Step {
  const equals = text.indexOf('=');
  const meaning = equals === -1 ? undefined : program.options.get(text.slice(0, equals));
  if (meaning === 'flag' || meaning === 'value') return 'next';
  return meaning ?? 'unknown';
}

function readCluster(program: ShellProgram, text: string): Step {
  let result: Step = 'next';
  for (let index = 1; index < text.length; index += 1) {
    const meaning = program.options.get(`-${text[index]}`);
    if (meaning === undefined) return 'unknown';
    if (meaning === 'value')
      return index === text.length - 1 && result !== 'code' ? 'value' : clusterEnd(result);
    if (meaning === 'stop' || meaning === 'end') return meaning;
    if (meaning === 'code') result = 'code';
  }
  return result;
}

// SECURITY: `-oc` and `-co` take their values in ways that differ between shells: not to be guessed.
function clusterEnd(result: Step): Step {
  return result === 'code' ? 'unknown' : 'next';
}

function isHarmless(program: ShellProgram, value: ShellWord | undefined): boolean {
  return value?.kind === 'plain' && program.harmless.some((start) => value.text.startsWith(start));
}

/** True when some word is an option that makes the words unreadable, wherever it stands; clusters are taken broadly. */
export function hasStopOption(program: ShellProgram, words: readonly ShellWord[]): boolean {
  for (const [option, meaning] of program.options) {
    if (meaning !== 'stop') continue;
    const isShort = option.length === 2;
    for (const word of words) {
      if (word.kind !== 'plain') continue;
      if (word.text === option || word.text.startsWith(`${option}=`)) return true;
      if (isShort && isCluster(word.text) && word.text.includes(option.slice(1))) return true;
    }
  }
  return false;
}

function isCluster(text: string): boolean {
  return text.startsWith('-') && !text.startsWith('--');
}
