import type { DocumentPlace } from '../document/document-place.ts';
import type { JsonValue } from '../json/json-value.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import type { JsonType, Predicate, PredicateParser } from './predicate.ts';
import { readTexts } from './read-operand.ts';
import { parseTemplate, type Template } from './template.ts';

const strings: ReadonlySet<JsonType> = new Set(['string']);

type Compare = (value: string, operand: string) => boolean;

/** The predicates that compare a text with texts, by code unit; on the deny side also after NFC (SPEC R45). */
export const textPredicates: readonly PredicateParser[] = [
  textPredicate('startsWith', (value, operand) => value.startsWith(operand)),
  textPredicate('endsWith', (value, operand) => value.endsWith(operand)),
  textPredicate('contains', (value, operand) => value.includes(operand)),
  globPredicate(),
];

function textPredicate(name: string, compare: Compare): PredicateParser {
  return {
    name,
    parse(operand, place) {
      const templates = readTemplates(operand, place);
      return templates && comparing(templates, compare);
    },
  };
}

function readTemplates(operand: JsonValue, place: DocumentPlace): readonly Template[] | undefined {
  const templates: Template[] = [];
  const texts = readTexts(operand, place);
  for (const [text, at] of texts ?? []) {
    // Every text starts with, ends with and contains the empty one: a condition that looks like one and is none.
    if (text === '') at.report('bad_pattern', 'an empty text is in every text');
    const template = parseTemplate(text, at);
    if (template !== undefined) templates.push(template);
  }
  return templates.length === texts?.length ? templates : undefined;
}

function comparing(templates: readonly Template[], compare: Compare): Predicate {
  const some = (context: EvaluationContext, test: (operand: string) => boolean, unset: boolean) =>
    templates.some((template) => {
      const operand = template.render(context);
      // SECURITY: an empty name would match everything; like an unset one it has no canonical form.
      return typeof operand === 'string' && operand !== '' ? test(operand) : unset;
    });
  return {
    reads: strings,
    surely: (value, context) => some(context, (operand) => compare(value as string, operand), false),
    possibly: (value, context) =>
      some(
        context,
        (operand) => compare(value as string, operand) || compare(nfc(value as string), nfc(operand)),
        true,
      ),
  };
}

function nfc(text: string): string {
  return text.normalize('NFC');
}

// A name's value is inserted as it is: its own `*` is no wildcard.
function globPredicate(): PredicateParser {
  return {
    name: 'glob',
    parse(operand, place) {
      const texts = readTexts(operand, place);
      const globs: (readonly Template[])[] = [];
      for (const [text, at] of texts ?? []) {
        const parts = text.split('*').map((part) => parseTemplate(part, at));
        const known = parts.filter((part) => part !== undefined);
        if (known.length === parts.length) globs.push(known);
      }
      if (texts === undefined || globs.length !== texts.length) return undefined;
      return globbing(globs);
    },
  };
}

function globbing(globs: readonly (readonly Template[])[]): Predicate {
  const some = (context: EvaluationContext, test: (parts: readonly string[]) => boolean, unset: boolean) =>
    globs.some((glob) => {
      const parts = glob.map((part) => part.render(context));
      return parts.every((part) => typeof part === 'string') ? test(parts) : unset;
    });
  return {
    reads: strings,
    surely: (value, context) => some(context, (parts) => matchesParts(parts, value as string), false),
    possibly: (value, context) =>
      some(
        context,
        (parts) => matchesParts(parts, value as string) || matchesParts(parts.map(nfc), nfc(value as string)),
        true,
      ),
  };
}

function matchesParts(parts: readonly string[], text: string): boolean {
  const [first = '', ...rest] = parts;
  if (rest.length === 0) return text === first;
  const last = rest.pop() ?? '';
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
    return false;
  let from = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, from);
    if (found === -1) return false;
    from = found + part.length;
  }
  return from <= text.length - last.length;
}
