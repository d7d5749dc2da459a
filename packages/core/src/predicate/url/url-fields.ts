import type { DocumentPlace } from '../../document/document-place.ts';
import type { JsonValue } from '../../json/json-value.ts';
import { type HostPattern, matchesHost, mayMatchHost, parseHostPattern } from '../address/host-pattern.ts';
import {
  holdsForSome,
  type OperandFault,
  readAllTemplated,
  type TemplatedOperand,
} from '../address/templated-operand.ts';
import type { EvaluationContext } from '../evaluation-context.ts';
import { readOperands, readTexts } from '../read-operand.ts';
import { namesContext } from '../template.ts';
import { matchesPath, mayMatchPath, parsePathPattern } from './path-pattern.ts';
import type { UrlReading } from './url-reading.ts';

/**
 * What one part of a URL must be, in both readings.
 *
 * INVARIANT: `surely` implies `possibly` for the same reading.
 */
export interface UrlField {
  surely(reading: UrlReading, context: EvaluationContext): boolean;
  possibly(reading: UrlReading, context: EvaluationContext): boolean;
}

type ReadField = (operand: JsonValue, place: DocumentPlace) => UrlField | undefined;

/** The parts of a URL that a condition may name, each a value or a list of them (SPEC R48.2). */
export const urlFields: ReadonlyMap<string, ReadField> = new Map<string, ReadField>([
  [
    'scheme',
    (operand, place) => fieldOf(readAllTemplated(readTexts(operand, place), parseScheme), schemeTests),
  ],
  [
    'host',
    (operand, place) => fieldOf(readAllTemplated(readTexts(operand, place), parseHostPattern), hostTests),
  ],
  ['port', (operand, place) => fieldOf(readAllTemplated(readPorts(operand, place), parsePort), portTests)],
  [
    'path',
    (operand, place) => fieldOf(readAllTemplated(readTexts(operand, place), parsePathPattern), pathTests),
  ],
]);

interface FieldTests<T> {
  surely(operand: T, reading: UrlReading): boolean;
  possibly(operand: T, reading: UrlReading): boolean;
}

function fieldOf<T>(
  operands: readonly TemplatedOperand<T>[] | undefined,
  tests: FieldTests<T>,
): UrlField | undefined {
  if (operands === undefined) return undefined;
  return {
    surely: (reading, context) =>
      holdsForSome(operands, context, {
        test: (operand) => tests.surely(operand, reading),
        unreadable: false,
      }),
    possibly: (reading, context) =>
      holdsForSome(operands, context, {
        test: (operand) => tests.possibly(operand, reading),
        unreadable: true,
      }),
  };
}

const sameScheme = ({ scheme }: Scheme, reading: UrlReading) => reading.scheme === scheme;
const schemeTests: FieldTests<Scheme> = { surely: sameScheme, possibly: sameScheme };

const hostTests: FieldTests<HostPattern> = {
  surely: (pattern, { host }) => typeof host === 'object' && matchesHost(pattern, host),
  possibly: (pattern, { host }) =>
    typeof host === 'object' ? mayMatchHost(pattern, host) : host === 'unknown',
};

const portTests: FieldTests<Port> = {
  surely: ({ port }, reading) => reading.port === port,
  possibly: ({ port }, reading) => reading.port === port || reading.port === 'unknown',
};

const pathTests = { surely: matchesPath, possibly: mayMatchPath };

interface Scheme {
  readonly scheme: string;
}

function parseScheme(text: string): Scheme | OperandFault {
  if (/^[a-z][a-z\d+.-]*$/i.test(text)) return { scheme: text.toLowerCase() };
  const bare = /^([a-z][a-z\d+.-]*):/i.exec(text)?.[1];
  return { fault: 'is no scheme', ...(bare !== undefined && { suggestion: `write \`${bare}\`` }) };
}

interface Port {
  readonly port: number;
}

function parsePort(text: string): Port | OperandFault {
  const port = /^(?:0|[1-9]\d{0,4})$/.test(text) ? Number(text) : Number.NaN;
  return port <= 65_535 ? { port } : { fault: 'is no port: a whole number from 0 to 65535' };
}

function readPorts(
  operand: JsonValue,
  place: DocumentPlace,
): readonly (readonly [string, DocumentPlace])[] | undefined {
  const ports: (readonly [string, DocumentPlace])[] = [];
  const operands = readOperands(operand, place);
  for (const [value, at] of operands) {
    if (typeof value === 'number' || (typeof value === 'string' && namesContext(value)))
      ports.push([String(value), at]);
    else {
      const suggestion =
        typeof value === 'string' && /^\d+$/.test(value) ? `write \`${value}\` without quotes` : undefined;
      at.report('wrong_type', '`port` takes numbers', { suggestion });
    }
  }
  return ports.length === operands.length && ports.length > 0 ? ports : undefined;
}
