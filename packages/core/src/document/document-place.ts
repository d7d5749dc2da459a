import type { JsonObject } from '../json/json-value.ts';
import type { Condition } from './condition.ts';
import { formatPath } from './format-path.ts';
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
  readonly reading: DocumentReading;
  readonly #parent: DocumentPlace | undefined;
  readonly #key: string | number;
  #name: string | undefined;

  /** The document itself; other places are reached with `at`. */
  constructor(reading: DocumentReading, parent?: DocumentPlace, key: string | number = '') {
    this.reading = reading;
    this.#parent = parent;
    this.#key = key;
  }

  get path(): DocumentPath {
    return this.#parent === undefined ? [] : [...this.#parent.path, this.#key];
  }

  /** The path as people read it: `agents.coder.deny[2]`. */
  get name(): string {
    if (this.#parent === undefined || typeof this.#key === 'string') return formatPath(this.path);
    // The items of a list are many, and their list is one.
    this.#parent.#name ??= this.#parent.name;
    return `${this.#parent.#name}[${this.#key}]`;
  }

  /** The place of a member or item further in. */
  at(...keys: DocumentPath): DocumentPlace {
    return keys.reduce((place: DocumentPlace, key) => new DocumentPlace(this.reading, place, key), this);
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
      const position = this.reading.locate?.(this.path, part);
      return position && Object.freeze({ ...position });
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
