/** The databases whose SQL is read. */
export const sqlDialects = ['postgres', 'mysql', 'sqlite'] as const;
export type SqlDialect = (typeof sqlDialects)[number];

/** What a statement does, as policies name it. `other` is everything without a word of its own. */
export const statementKinds = [
  'select',
  'insert',
  'update',
  'delete',
  'merge',
  'create',
  'alter',
  'drop',
  'truncate',
  'grant',
  'revoke',
  'call',
  'copy',
  'set',
  'transaction',
  'other',
] as const;
export type StatementKind = (typeof statementKinds)[number];

/** A table as the statement names it, its letters folded as the database folds them. */
export interface TableName {
  readonly schema: string | undefined;
  readonly name: string;
}

/** What one statement does and to which tables (SPEC R48.6). */
export interface SqlReading {
  /** Never empty. More than one where a statement does several things. */
  readonly kinds: ReadonlySet<StatementKind>;
  readonly tables: readonly TableName[];
  /**
   * `whole`: these are all tables it touches. `named`: these are all it names, but it runs what may touch others.
   * `unknown`: it touches tables in a way that is not read.
   */
  readonly coverage: 'whole' | 'named' | 'unknown';
}

/** Reads one statement; gives nothing for several, for what does not parse, and for what runs other code or files. */
export type ReadSql = (text: string) => SqlReading | undefined;
