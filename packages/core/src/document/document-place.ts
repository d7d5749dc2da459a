import type { JsonObject } from '../json/json-value.ts';
import type { Condition } from './condition.ts';
import type { DocumentPath, IssueCode, Locate, PolicyIssue, SourcePosition } from './issue.ts';
import { suggest } from './suggest.ts';

/** What an issue may say beyond its code, place and message. */
export interface IssueExtras {
  readonly suggestion?: string | undefined;
  /** Whether the fault is the key at the place or its value. Default: the value. */
  readonly part?: 'key' | 'value';
}

/** Reads `when`, `unless`, `closed` and `missing` of a rule; reports what is wrong with them. */
export type ReadCondition = (
  rule: JsonObject,
  place: DocumentPlace,
  list: 'allow' | 'deny' | 'ask',
) => Condition | undefined;

/** What one reading of one document knows and has found so far. */
export interface DocumentReading {
  readonly issues: PolicyIssue[];
  readonly locate: Locate | undefined;
  /** The names under `groups`, which `@name` may refer to. */
  readonly groups: ReadonlySet<string>;
  /** `global` and the names under `policies`, which `extends` may refer to. */
  readonly extendable: ReadonlySet<string>;
  /** Reads what a rule of a list says of arguments; the predicates are not this room's business. */
  readonly readCondition: ReadCondition;
  /** The ids given so far, each with the path of its rule. */
  readonly ids: Map<string, string>;
}

/** One place in a document that is being read; faults are reported where they stand. */
export class DocumentPlace {
  readonly path: DocumentPath;
  readonly reading: DocumentReading;

  constructor(reading: DocumentReading, path: DocumentPath = []) {
    this.reading = reading;
    this.path = path;
  }

  /** The place of a member or item further in. */
  at(...parts: DocumentPath): DocumentPlace {
    return new DocumentPlace(this.reading, [...this.path, ...parts]);
  }

  report(code: IssueCode, message: string, extras: IssueExtras = {}): void {
    const position = this.position(extras.part);
    this.reading.issues.push({
      code,
      message,
      path: this.path,
      ...(extras.suggestion !== undefined && { suggestion: extras.suggestion }),
      ...(position !== undefined && { position }),
    });
  }

  position(part: 'key' | 'value' = 'value'): SourcePosition | undefined {
    try {
      return this.reading.locate?.(this.path, part);
    } catch {
      // A position is for people; not knowing it changes nothing.
      return undefined;
    }
  }
}

/** "did you mean `x`?" for the nearest candidate, when one is near. */
export function didYouMean(word: string, candidates: Iterable<string>, prefix = ''): string | undefined {
  const found = suggest(word, candidates);
  return found === undefined ? undefined : `did you mean \`${prefix}${found}\`?`;
}
