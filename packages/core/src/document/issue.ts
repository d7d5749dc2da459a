/** A place in a policy's text. Lines and columns count from 1; columns count UTF-16 code units. */
export interface SourcePosition {
  /** The file's name as the user gave it, when the text came from a file. */
  readonly file?: string;
  readonly line: number;
  readonly column: number;
}

/** Where a value stands in a document: object keys and array indices, outermost first. */
export type DocumentPath = readonly (string | number)[];

/** Tells where the value at a path stands in the text; `undefined` when that is not known. */
export type Locate = (path: DocumentPath, part: 'key' | 'value') => SourcePosition | undefined;

/** The stable codes of document faults; each is explained in `docs/codes.md` and has a test. */
export const issueCodes = [
  'syntax',
  'duplicate_key',
  'unknown_key',
  'missing_key',
  'wrong_type',
  'wrong_version',
  'empty_list',
  'empty_policy',
  'bad_pattern',
  'unknown_group',
  'circular_group',
  'unknown_policy',
  'unknown_predicate',
  'unknown_variable',
  'circular_extends',
  'contradiction',
  'duplicate_id',
  'not_supported',
  'too_large',
  'unreadable',
] as const;

/** One of the stable codes of document faults. */
export type IssueCode = (typeof issueCodes)[number];

/** One fault of a document. A document with any issue is refused whole (SPEC R23). */
export interface PolicyIssue {
  readonly code: IssueCode;
  /** One line for people, lower case, the user's words in backticks. */
  readonly message: string;
  /** Where the fault stands in the document. Empty for the document itself. */
  readonly path: DocumentPath;
  /** What was probably meant, ready to show: "did you mean `deny`?". */
  readonly suggestion?: string;
  /** Where the fault stands in the text, when a locator was given. */
  readonly position?: SourcePosition;
}
