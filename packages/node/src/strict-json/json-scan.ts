import { quoteName } from '@proviso/core';

/** Why a text was not accepted as strict JSON (SPEC R30). */
export type StrictJsonFaultCode =
  | 'syntax'
  | 'duplicate_key'
  | 'number_changes'
  | 'lone_surrogate'
  | 'too_deep'
  | 'too_large';

/** A fault while it is being found: the path grows from the inside out. */
export interface RawFault {
  readonly code: StrictJsonFaultCode;
  readonly message: string;
  readonly offset: number;
  readonly path: (string | number)[];
}

/** More faults than this in one text, and reading stops. */
export const maxFaults = 100;

/** One reading of one text: where it is, and what it has found wrong so far. */
export class JsonScan {
  readonly text: string;
  readonly faults: RawFault[] = [];
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Moves to the next code unit that is not JSON's white space, and gives it; NaN at the end. */
  skipSpace(): number {
    const { text } = this;
    let { at } = this;
    let code = text.charCodeAt(at);
    while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) code = text.charCodeAt(++at);
    this.at = at;
    return code;
  }

  /** Records a fault after which the rest of the text can still be read. */
  note(code: StrictJsonFaultCode, message: string, offset: number): void {
    this.faults.push({ code, message, offset, path: [] });
  }

  /** Records a fault that ends the reading. Callers hand the `undefined` outwards. */
  fail(code: StrictJsonFaultCode, message: string, offset: number): undefined {
    this.note(code, message, offset);
    return undefined;
  }

  /** Ends the reading at the present place, where something else had to stand. */
  unexpected(expected: string): undefined {
    const { text, at } = this;
    if (at >= text.length) return this.fail('syntax', `the text ends where ${expected} had to follow`, at);
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    const hint = mistakes.get(character);
    const found = `expected ${expected}, found ${quoteName(character)}`;
    return this.fail('syntax', hint === undefined ? found : `${found}: ${hint}`, at);
  }
}

const mistakes: ReadonlyMap<string, string> = new Map([
  ['/', 'JSON has no comments'],
  ['#', 'JSON has no comments'],
  ["'", 'JSON strings stand in double quotes'],
]);
