import {
  type DocumentPlace,
  holdsForSome,
  type JsonObject,
  type JsonValue,
  type Predicate,
  type PredicateParser,
  quoteName,
  readAllTemplated,
  readObject,
  readTexts,
  suggest,
  type TemplatedOperand,
} from '@proviso/core';
import { loadOtherReader } from './read-other-sql.ts';
import { loadPostgresReader } from './read-postgres.ts';
import {
  type ReadSql,
  type SqlDialect,
  type StatementKind,
  sqlDialects,
  statementKinds,
} from './sql-reading.ts';
import { matchesTable, mayMatchTable, parseTablePattern, type TablePattern } from './table-pattern.ts';

/**
 * Loads the SQL parsers and gives the predicate `sql`: the text is one statement of the kinds named, on the tables
 * named (SPEC R48.6). Loading takes a moment, so load it only for documents that use it.
 */
export async function loadSqlPredicate(): Promise<PredicateParser> {
  const [postgres, readOther] = await Promise.all([loadPostgresReader(), loadOtherReader()]);
  const readers: Record<SqlDialect, ReadSql> = {
    postgres: rememberLast(postgres),
    mysql: rememberLast((text) => readOther(text, 'mysql')),
    sqlite: rememberLast((text) => readOther(text, 'sqlite')),
  };
  return {
    name: 'sql',
    parse(operand, place) {
      const condition = readSqlCondition(operand, place);
      return condition && judging(condition, readers[condition.dialect]);
    },
  };
}

// Every rule of a policy that looks at the same argument asks for the same text.
function rememberLast(read: ReadSql): ReadSql {
  let last: { readonly text: string; readonly reading: ReturnType<ReadSql> } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, reading: read(text) };
    return last.reading;
  };
}

interface SqlCondition {
  readonly dialect: SqlDialect;
  readonly statements: ReadonlySet<StatementKind> | undefined;
  readonly tables: readonly TemplatedOperand<TablePattern>[] | undefined;
}

function judging({ dialect, statements, tables }: SqlCondition, read: ReadSql): Predicate {
  return {
    reads: new Set(['string']),
    surely(value, context) {
      const reading = read(value as string);
      if (reading === undefined) return false;
      if (statements !== undefined && ![...reading.kinds].every((kind) => statements.has(kind))) return false;
      if (tables === undefined) return true;
      if (reading.coverage !== 'whole' || reading.tables.length === 0) return false;
      return reading.tables.every((table) =>
        holdsForSome(tables, context, {
          test: (pattern) => matchesTable(pattern, table, dialect),
          unreadable: false,
        }),
      );
    },
    possibly(value, context) {
      const reading = read(value as string);
      if (reading === undefined) return true;
      if (statements !== undefined && ![...reading.kinds].some((kind) => statements.has(kind))) return false;
      if (tables === undefined || reading.coverage === 'unknown') return true;
      return reading.tables.some((table) =>
        holdsForSome(tables, context, { test: (pattern) => mayMatchTable(pattern, table), unreadable: true }),
      );
    },
  };
}

function readSqlCondition(operand: JsonValue, place: DocumentPlace): SqlCondition | undefined {
  if (typeof operand === 'string' || Array.isArray(operand)) {
    const suggestion = `write \`sql: { statements: ${JSON.stringify(operand).slice(0, 80)} }\``;
    place.report('wrong_type', '`sql` is an object of `statements`, `tables` and `dialect`', { suggestion });
    return undefined;
  }
  const keys = { accepted: ['statements', 'tables', 'dialect'] };
  const object = readObject(operand, place, { what: '`sql`', keys });
  if (object === undefined || Object.keys(object).some((key) => !keys.accepted.includes(key)))
    return undefined;
  if (object.statements === undefined && object.tables === undefined) {
    place.report(
      'empty_list',
      '`sql` names neither `statements` nor `tables`: it would hold for every statement',
    );
    return undefined;
  }
  return readMembers(object, place);
}

function readMembers(object: JsonObject, place: DocumentPlace): SqlCondition | undefined {
  const dialects = object.dialect === undefined ? ['postgres' as const] : readWords(object, place, 'dialect');
  const statements = object.statements === undefined ? undefined : readWords(object, place, 'statements');
  const dialect = dialects?.length === 1 ? (dialects[0] as SqlDialect) : undefined;
  if (dialects !== undefined && dialect === undefined)
    place.at('dialect').report('wrong_type', '`dialect` is one word');
  const tables =
    object.tables === undefined ? undefined : readTables(object.tables, place.at('tables'), dialect);
  const isRead = (object.statements === undefined) === (statements === undefined);
  if (dialect === undefined || !isRead || (object.tables !== undefined && tables === undefined))
    return undefined;
  return { dialect, statements: statements && new Set(statements as StatementKind[]), tables };
}

function readTables(value: JsonValue, place: DocumentPlace, dialect: SqlDialect = 'postgres') {
  return readAllTemplated<TablePattern>(readTexts(value, place), (text) => parseTablePattern(text, dialect));
}

const words = { dialect: sqlDialects, statements: statementKinds };

function readWords(
  object: JsonObject,
  place: DocumentPlace,
  key: keyof typeof words,
): readonly string[] | undefined {
  const known: readonly string[] = words[key];
  const texts = readTexts(object[key] ?? null, place.at(key));
  for (const [text, at] of texts ?? []) {
    if (known.includes(text)) continue;
    const near = suggest(text.toLowerCase(), known);
    at.report(
      'wrong_type',
      `${quoteName(text)} is none of ${known.map((word) => `\`${word}\``).join(', ')}`,
      {
        suggestion: near && `did you mean \`${near}\`?`,
      },
    );
  }
  const found = texts?.map(([text]) => text);
  return found?.every((text) => known.includes(text)) ? found : undefined;
}
