import type { DocumentPlace } from '../../document/document-place.ts';
import { readObject } from '../../document/read-shape.ts';
import type { JsonValue } from '../../json/json-value.ts';
import type { EvaluationContext } from '../evaluation-context.ts';
import type { JsonType, Predicate, PredicateParser } from '../predicate.ts';
import { readCanonicalUrl, readPossibleUrls } from './read-url.ts';
import { type UrlField, urlFields } from './url-fields.ts';
import type { UrlReading } from './url-reading.ts';

const strings: ReadonlySet<JsonType> = new Set(['string']);

/**
 * `url`: the text is one absolute URL whose parts are as named (SPEC R48.2). Surely it is when every program reads it
 * so; possibly when some program may, or when it is no absolute URL at all.
 *
 * Without `scheme` the allow side takes the web's own (`http`, `https`, `ws`, `wss`, `ftp`): `javascript://host/…`
 * has a host only in name.
 */
export const urlPredicate: PredicateParser = {
  name: 'url',
  parse(operand, place) {
    const fields = readFields(operand, place);
    return fields && matchingUrls([...fields.values()], fields.has('scheme'));
  },
};

function readFields(operand: JsonValue, place: DocumentPlace): ReadonlyMap<string, UrlField> | undefined {
  if (typeof operand === 'string' || Array.isArray(operand)) {
    const suggestion = `write \`url: { host: ${JSON.stringify(operand).slice(0, 80)} }\``;
    place.report('wrong_type', '`url` is an object of `scheme`, `host`, `port` and `path`', { suggestion });
    return undefined;
  }
  const object = readObject(operand, place, { what: '`url`', keys: { accepted: [...urlFields.keys()] } });
  if (object === undefined) return undefined;
  const members = Object.entries(object);
  if (members.length === 0) place.report('empty_list', '`url` names no part: it would hold for every URL');
  const fields = new Map<string, UrlField>();
  for (const [name, value] of members) {
    const field = urlFields.get(name)?.(value, place.at(name));
    if (field !== undefined) fields.set(name, field);
  }
  return fields.size === members.length && fields.size > 0 ? fields : undefined;
}

function matchingUrls(fields: readonly UrlField[], namesScheme: boolean): Predicate {
  const mayMatch = (reading: UrlReading, context: EvaluationContext) =>
    fields.every((field) => field.possibly(reading, context));
  return {
    reads: strings,
    surely(value, context) {
      const reading = readCanonicalUrl(value as string);
      if (reading === undefined || !(namesScheme || reading.isWeb)) return false;
      return fields.every((field) => field.surely(reading, context));
    },
    possibly(value, context) {
      const readings = readPossibleUrls(value as string);
      return readings.length === 0 || readings.some((reading) => mayMatch(reading, context));
    },
    possiblyPiece: (piece, context) => readPossibleUrls(piece).some((reading) => mayMatch(reading, context)),
  };
}
