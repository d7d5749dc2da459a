import type { DocumentPlace } from '../../document/document-place.ts';
import { readObject } from '../../document/read-shape.ts';
import type { JsonValue } from '../../json/json-value.ts';
import type { JsonType, Predicate, PredicateParser } from '../predicate.ts';
import { readTexts } from '../read-operand.ts';
import { canonicalPath } from './locate-path.ts';
import { parsePathEntry } from './parse-path-entry.ts';
import type { PathEntry } from './path-entry.ts';
import { type PathFolders, possiblyIn, surelyIn } from './path-folders.ts';
import { pieceIn } from './path-piece.ts';
import { percentReadings } from './percent-readings.ts';

const strings: ReadonlySet<JsonType> = new Set(['string']);
const keys = { accepted: ['within', 'not'] };

/** `path: { within, not }`: where a path leads, not how it is written (SPEC R48.1). */
export const pathPredicate: PredicateParser = {
  name: 'path',
  parse(operand, place) {
    if (typeof operand === 'string' || Array.isArray(operand)) {
      const suggestion = `write \`path: { within: ${JSON.stringify(operand).slice(0, 60)} }\``;
      place.report('wrong_type', '`path` says what the path is `within`, or `not` within', { suggestion });
      return undefined;
    }
    const shape = readObject(operand, place, { what: '`path`', keys });
    if (shape === undefined) return undefined;
    const { within, not } = shape;
    if (within === undefined && not === undefined)
      place.report('missing_key', '`path` names no folder', { suggestion: 'write `{ within: [.] }`' });
    const inside = within === undefined ? undefined : readEntries(within, place.at('within'));
    const outside = not === undefined ? undefined : readEntries(not, place.at('not'));
    const faulty =
      (inside === undefined && within !== undefined) || (outside === undefined && not !== undefined);
    return faulty || (inside ?? outside) === undefined
      ? undefined
      : inFolders({ within: inside, not: outside });
  },
};

function readEntries(operand: JsonValue, place: DocumentPlace): readonly PathEntry[] | undefined {
  const texts = readTexts(operand, place);
  const entries = texts?.map(([text, at]) => parsePathEntry(text, at)).filter((entry) => entry !== undefined);
  return entries?.length === texts?.length ? entries : undefined;
}

function inFolders(folders: PathFolders): Predicate {
  const { within, not } = folders;
  return {
    reads: strings,
    surely(value, context) {
      const text = value as string;
      const path = canonicalPath(text, context);
      if (within !== undefined && !surelyIn(within, path, context)) return false;
      if (not === undefined) return true;
      // What is not canonical is possibly in `not`, so with `not` alone it does not hold either.
      return (
        !possiblyIn(not, path, context) &&
        !decodedHolds(text, (decoded) => possiblyIn(not, canonicalPath(decoded, context), context))
      );
    },
    possibly(value, context) {
      const holds = (reading: string) => {
        const path = canonicalPath(reading, context);
        if (not !== undefined && surelyIn(not, path, context)) return false;
        return within === undefined || possiblyIn(within, path, context);
      };
      return holds(value as string) || decodedHolds(value as string, holds);
    },
    possiblyPiece: (piece, context) => pieceIn(folders, piece, context),
  };
}

// SECURITY: a percent sign is a plain character to the system and an escape to some tools.
function decodedHolds(text: string, holds: (reading: string) => boolean): boolean {
  if (!text.includes('%')) return false;
  const { texts, complete } = percentReadings(text);
  return !complete || texts.some(holds);
}
