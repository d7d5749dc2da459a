import { matchesPattern, type OperandFault } from '@proviso/core';
import type { SqlDialect, TableName } from './sql-reading.ts';

/** Which tables are meant: `orders`, `sales.*`, `*.secrets`, `"Mixed Case"`. */
export interface TablePattern {
  readonly schema: string | undefined;
  readonly name: string;
}

const part = /^(?:"((?:[^"*]|"")+)"|([\p{L}\p{N}_$*-]+))(?:\.|$)/u;

/**
 * Reads `table` or `schema.table`, with `*` for any run of characters. Names without quotes fold as the database
 * folds them; in quotes they stay as they are (SPEC R48.6).
 */
export function parseTablePattern(text: string, dialect: SqlDialect): TablePattern | OperandFault {
  const parts: string[] = [];
  let rest = text;
  for (let found = part.exec(rest); found !== null && rest !== ''; found = part.exec(rest)) {
    const [whole, exact, bare = ''] = found;
    parts.push(exact === undefined ? foldName(bare, dialect) : exact.replaceAll('""', '"'));
    rest = rest.slice(whole.length);
  }
  const [first, second, ...more] = parts;
  if (first === undefined || rest !== '' || more.length > 0 || text.endsWith('.')) {
    return { fault: 'names no table: write `table` or `schema.table`' };
  }
  return second === undefined ? { schema: undefined, name: first } : { schema: first, name: second };
}

/** Folds a name as the database does where it is not quoted. */
export function foldName(name: string, dialect: SqlDialect): string {
  return dialect === 'mysql' ? name : name.toLowerCase();
}

/** True when the table is one of those meant, both qualified by the database's default schema. */
export function matchesTable(pattern: TablePattern, table: TableName, dialect: SqlDialect): boolean {
  const schema = pattern.schema ?? defaultSchema(pattern.name, dialect);
  return (
    matchesPattern(schema, table.schema ?? defaultSchema(table.name, dialect)) &&
    matchesPattern(pattern.name, table.name)
  );
}

/** True when the table may be one of those meant: without a schema it may be in any, and case never counts. */
export function mayMatchTable(pattern: TablePattern, table: TableName): boolean {
  return (
    mayMatch(pattern.name, table.name) &&
    (pattern.schema === undefined || table.schema === undefined || mayMatch(pattern.schema, table.schema))
  );
}

function mayMatch(pattern: string, name: string): boolean {
  return matchesPattern(pattern, name) || matchesPattern(pattern.toLowerCase(), name.toLowerCase());
}

// Postgres looks into its catalogue first, where every name begins so. MySQL's default is the connection's: unknown.
function defaultSchema(name: string, dialect: SqlDialect): string {
  if (dialect === 'postgres') return name.startsWith('pg_') ? 'pg_catalog' : 'public';
  if (dialect === 'mysql') return '';
  return name.startsWith('sqlite_temp_') ? 'temp' : 'main';
}
