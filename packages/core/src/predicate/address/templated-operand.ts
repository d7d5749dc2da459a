import type { DocumentPlace } from '../../document/document-place.ts';
import { quoteName } from '../../json/quote-name.ts';
import type { EvaluationContext } from '../evaluation-context.ts';
import { namesContext, parseTemplate, type Template } from '../template.ts';

/** Why a text of a document, or a value of a call's context, is not what it must be. */
export interface OperandFault {
  readonly fault: string;
  readonly suggestion?: string | undefined;
}

/** An operand that is read once, or for each call when it names context (SPEC R44). */
export interface TemplatedOperand<T> {
  /** The operand for one call; `undefined` when it has no canonical form there. */
  resolve(context: EvaluationContext): T | undefined;
}

/** How a text becomes an operand. `inserted` tells that some of it came with the call. */
export type ReadOperand<T> = (text: string, inserted: boolean) => T | OperandFault;

/** Reads a text that may name context, or reports what is wrong with what it says by itself. */
function readTemplated<T extends object>(
  text: string,
  place: DocumentPlace,
  read: ReadOperand<T>,
): TemplatedOperand<T> | undefined {
  const parts = text.split(/(\$\{[^}]*\})/).map((part) => parseTemplate(part, place));
  const templates = parts.filter((part) => part !== undefined);
  if (templates.length < parts.length) return undefined;
  const operand = readSample(text, read);
  if (isFault(operand)) {
    const { fault, suggestion } = operand;
    // A suggestion made from a sample would name the sample.
    place.report('bad_pattern', `${quoteName(text)} ${fault}`, namesContext(text) ? {} : { suggestion });
    return undefined;
  }
  if (!namesContext(text)) return { resolve: () => operand };
  return {
    resolve(context) {
      const rendered = render(templates, context);
      const found = rendered === undefined ? undefined : read(rendered, true);
      return found === undefined || isFault(found) ? undefined : found;
    },
  };
}

/** Reads every text of an operand, or reports those that are wrong and gives nothing. */
export function readAllTemplated<T extends object>(
  texts: readonly (readonly [string, DocumentPlace])[] | undefined,
  read: ReadOperand<T>,
): readonly TemplatedOperand<T>[] | undefined {
  const operands = texts?.map(([text, at]) => readTemplated(text, at, read));
  const known = operands?.filter((operand) => operand !== undefined);
  return known?.length === operands?.length ? known : undefined;
}

// SECURITY: what a name stands for is no pattern, and nothing at all would make one of its surroundings.
function render(templates: readonly Template[], context: EvaluationContext): string | undefined {
  let text = '';
  for (const template of templates) {
    const value = template.render(context);
    if (typeof value !== 'string' && typeof value !== 'number') return undefined;
    const part = String(value);
    if (template.constant === undefined && (part === '' || part.includes('*'))) return undefined;
    text += part;
  }
  return text;
}

// What a name may stand for. When none of these fits, nothing ever will.
const samples = ['a', '1', '/a', '0.0.0.0', '::', '32', '128'];

function readSample<T extends object>(text: string, read: ReadOperand<T>): T | OperandFault {
  if (!namesContext(text)) return read(text, false);
  const operands = samples.map((sample) => read(text.replace(/\$\{[^}]*\}/g, sample), true));
  return operands.find((operand) => !isFault(operand)) ?? (operands[0] as OperandFault);
}

function isFault(value: object): value is OperandFault {
  return 'fault' in value;
}

/** How operands are asked: the test, and what one without a canonical form counts as. */
export interface OperandTest<T> {
  test(operand: T): boolean;
  readonly unreadable: boolean;
}

/** True when the test holds for some operand. */
export function holdsForSome<T>(
  operands: readonly TemplatedOperand<T>[],
  context: EvaluationContext,
  { test, unreadable }: OperandTest<T>,
): boolean {
  for (const operand of operands) {
    const found = operand.resolve(context);
    if (found === undefined ? unreadable : test(found)) return true;
  }
  return false;
}
