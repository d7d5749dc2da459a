import { readFileSync } from 'node:fs';

/** A line with the words of its commands; `null` is an open word. */
export interface AcceptedLine {
  readonly line: string;
  readonly commands: readonly (readonly (string | null)[])[];
}

/** A judgement of a line by patterns. */
export interface JudgedLine {
  readonly patterns: readonly string[];
  readonly line: string;
  readonly surely: boolean;
  readonly possibly: boolean;
}

/** Lines that are lists of simple commands. */
export function loadAcceptedLines(): readonly AcceptedLine[] {
  return load<{ cases: readonly AcceptedLine[] }>('accepted-lines.json').cases;
}

/** Lines that are none, by class. */
export function loadRefusedLines(): readonly (readonly [name: string, lines: readonly string[]])[] {
  return Object.entries(load<{ classes: Record<string, readonly string[]> }>('refused-lines.json').classes);
}

/** Lines judged by patterns, by what they show. */
export function loadJudgedLines(): readonly (readonly [name: string, cases: readonly JudgedLine[]])[] {
  return Object.entries(
    load<{ classes: Record<string, readonly JudgedLine[]> }>('judged-lines.json').classes,
  );
}

/** The entries of one of the lists of programs. */
export function loadPrograms(file: string): readonly object[] {
  return load<{ programs: readonly object[] }>(file).programs;
}

function load<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(`../../../../../spec/shell/${file}`, import.meta.url), 'utf8'));
}
