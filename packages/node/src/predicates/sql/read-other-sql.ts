import { coverageOfOther, kindOfOther, kindsOfPart } from './other-kinds.ts';
import { type PlainDialect, writePlainSql } from './plain-sql.ts';
import { isWithinBounds } from './sql-bounds.ts';
import { listOf, memberOf, membersOf, SqlFindings, type SyntaxNode, textOf } from './sql-findings.ts';
import type { SqlReading } from './sql-reading.ts';
import { foldName } from './table-pattern.ts';

/** Loads the parser for MySQL and SQLite, and gives a reader of one statement that stands on it (SPEC R48.6). */
export async function loadOtherReader(): Promise<
  (text: string, dialect: PlainDialect) => SqlReading | undefined
> {
  const { init, Parser } = await import('@guanmingchiu/sqlparser-ts');
  await init();
  // The first text compiles the parser, which takes longer than all that follow.
  Parser.parse('select 1', 'sqlite');
  return (text, dialect) => {
    const plain = isWithinBounds(text) ? writePlainSql(text, dialect) : undefined;
    if (plain === undefined) return undefined;
    let statements: readonly SyntaxNode[];
    try {
      statements = Parser.parse(plain, dialect);
    } catch {
      // Whatever the parser stumbles over, the text has no canonical form.
      return undefined;
    }
    const [statement, ...others] = statements;
    return statement === undefined || others.length > 0
      ? undefined
      : new OtherStatement(dialect).read(statement);
  };
}

type Names = ReadonlySet<string>;

const opaqueNodes: ReadonlySet<string> = new Set(['Execute', 'Prepare', 'LoadData', 'Load', 'Directory']);
// Under these keys a name is a table's; elsewhere it is a column's, a function's or an alias.
const tableKeys: ReadonlySet<string> = new Set([
  'foreign_table',
  'old_name',
  'new_name',
  'table_names',
  'names',
  'tables',
]);

// A table that is written to is never a common table expression, whatever its name.
const targetKeys: ReadonlySet<string> = new Set(['table', 'WithFromKeyword', 'WithoutKeyword']);

class OtherStatement {
  readonly #dialect: PlainDialect;
  readonly #findings = new SqlFindings();

  constructor(dialect: PlainDialect) {
    this.#dialect = dialect;
  }

  read(statement: SyntaxNode): SqlReading | undefined {
    const [name, node] = membersOf(statement)[0] ?? ['', undefined];
    if (name === 'Explain') return this.#readExplained(node);
    if (opaqueNodes.has(name)) return undefined;
    if (name !== 'Query' || !changesData(node)) this.#findings.kinds.add(kindOfOther(name));
    if (coverageOfOther(name, node) === 'unknown') this.#findings.limitCoverage('unknown');
    if (/^(?:Create|Alter|RenameTable|Truncate|Drop)/.test(name)) this.#addSubject(name, node);
    this.#walk(statement, new Set());
    return this.#findings.toReading();
  }

  #readExplained(node: SyntaxNode): SqlReading | undefined {
    const explained = new OtherStatement(this.#dialect).read(memberOf(node, 'statement'));
    if (explained === undefined || memberOf(node, 'analyze') === true) return explained;
    return { ...explained, kinds: new Set(['other']) };
  }

  #addSubject(name: string, node: SyntaxNode): void {
    this.#addTable(memberOf(node, name === 'CreateIndex' ? 'table_name' : 'name'), new Set());
    this.#addTable(memberOf(memberOf(memberOf(node, 'like'), 'Plain'), 'name'), new Set());
    for (const table of listOf(memberOf(node, 'table_names')))
      this.#addTable(memberOf(table, 'name'), new Set());
  }

  #walk(node: SyntaxNode, names: Names): void {
    for (const item of listOf(node)) this.#walk(item, names);
    const inner = this.#walkCommonTables(memberOf(node, 'with'), names);
    for (const [key, member] of membersOf(node)) {
      for (const kind of kindsOfPart(key, member)) this.#findings.kinds.add(kind);
      this.#addNamed(key, member, inner);
      if (key !== 'with') this.#walk(member, targetKeys.has(key) ? new Set() : inner);
    }
  }

  #addNamed(key: string, node: SyntaxNode, names: Names): void {
    if (key === 'into' && typeof node === 'object' && node !== null) this.#findings.isOpaque = true;
    if (opaqueNodes.has(key)) this.#findings.isOpaque = true;
    if (key === 'Function') this.#findings.addFunction(partsOf(memberOf(node, 'name')) ?? []);
    if (key === 'TableName') this.#addTable(node, new Set());
    if (key === 'Table') this.#addFactor(node, names);
    if (!tableKeys.has(key)) return;
    for (const name of isName(node) ? [node] : listOf(node)) if (isName(name)) this.#addTable(name, names);
  }

  #addFactor(node: SyntaxNode, names: Names): void {
    const bare = textOf(node, 'table_name');
    if (bare !== undefined) this.#push({ schema: textOf(node, 'schema_name'), name: bare });
    const name = memberOf(node, 'name');
    const args = memberOf(node, 'args');
    if (args !== undefined && args !== null) this.#findings.addFunction(partsOf(name) ?? []);
    else if (name !== undefined) this.#addTable(name, names);
  }

  #addTable(node: SyntaxNode, names: Names): void {
    if (node === undefined || node === null) return;
    const parts = partsOf(node);
    if (parts === undefined || parts.length > 2) {
      this.#findings.isOpaque = true;
      return;
    }
    const [schema, name] = parts.length === 2 ? parts : [undefined, parts[0]];
    if (name === undefined || (schema === undefined && names.has(name.toLowerCase()))) return;
    this.#push({ schema, name });
  }

  #push({ schema, name }: { readonly schema: string | undefined; readonly name: string }): void {
    const fold = (text: string) => foldName(text, this.#dialect);
    this.#findings.tables.push({ schema: schema === undefined ? undefined : fold(schema), name: fold(name) });
  }

  #walkCommonTables(clause: SyntaxNode, names: Names): Names {
    const tables = listOf(memberOf(clause, 'cte_tables'));
    const nameOf = (table: SyntaxNode) =>
      textOf(memberOf(memberOf(table, 'alias'), 'name'), 'value')?.toLowerCase() ?? '';
    const all = new Set([...names, ...tables.map(nameOf)]);
    const known = new Set(names);
    for (const table of tables) {
      // Without `recursive` a name is known only behind its own query: inside, it is the real table.
      this.#walk(memberOf(table, 'query'), memberOf(clause, 'recursive') === true ? all : new Set(known));
      known.add(nameOf(table));
    }
    return tables.length === 0 ? names : known;
  }
}

// `with … delete …` is a query to the parser; what it does is said by its body.
function changesData(query: SyntaxNode): boolean {
  return membersOf(memberOf(query, 'body')).some(
    ([name, node]) => kindsOfPart(name, memberOf(node, name)).length > 0,
  );
}

function isName(node: SyntaxNode): boolean {
  return (
    Array.isArray(node) && node.length > 0 && node.every((part) => memberOf(part, 'Identifier') !== undefined)
  );
}

// A name in the place of a text's quotes is one that only some databases take.
function partsOf(name: SyntaxNode): readonly string[] | undefined {
  if (!isName(name)) return undefined;
  const parts = listOf(name).map((part) => memberOf(part, 'Identifier'));
  if (parts.some((part) => textOf(part, 'quote_style') === "'")) return undefined;
  const values = parts.map((part) => textOf(part, 'value'));
  return values.every((value) => value !== undefined) ? values : undefined;
}
