import { coverageOfPostgres, isOpaquePostgres, kindOfPostgres } from './postgres-kinds.ts';
import { isWithinBounds } from './sql-bounds.ts';
import { listOf, memberOf, membersOf, SqlFindings, type SyntaxNode, textOf } from './sql-findings.ts';
import type { ReadSql } from './sql-reading.ts';

/** Loads the parser of Postgres itself, and gives a reader of one statement that stands on it (SPEC R48.6). */
export async function loadPostgresReader(): Promise<ReadSql> {
  const { loadModule, parseSync } = await import('libpg-query');
  await loadModule();
  // The first text compiles the parser, which takes longer than all that follow.
  parseSync('select 1');
  return (text) => {
    if (!isWithinBounds(text)) return undefined;
    let tree: SyntaxNode;
    try {
      tree = parseSync(text);
    } catch {
      // Whatever the parser stumbles over, the text has no canonical form.
      return undefined;
    }
    const [statement, ...others] = listOf(memberOf(tree, 'stmts'));
    return statement === undefined || others.length > 0
      ? undefined
      : readStatement(memberOf(statement, 'stmt'));
  };
}

function readStatement(statement: SyntaxNode) {
  const findings = new SqlFindings();
  const [name, node] = membersOf(statement)[0] ?? ['', undefined];
  const coverage = coverageOfPostgres(name, node);
  if (coverage !== 'whole') findings.limitCoverage(coverage);
  walk(statement, new Set(), findings);
  if (name === 'ExplainStmt' && !runsWhatItExplains(node)) {
    findings.kinds.clear();
    findings.kinds.add('other');
  }
  return findings.toReading();
}

// Said in any way, also as `analyze off`: reading the value would only gain what nobody writes.
function runsWhatItExplains(node: SyntaxNode): boolean {
  return listOf(memberOf(node, 'options')).some(
    (option) => textOf(memberOf(option, 'DefElem'), 'defname')?.toLowerCase() === 'analyze',
  );
}

type Names = ReadonlySet<string>;

function walk(node: SyntaxNode, names: Names, findings: SqlFindings): void {
  for (const item of listOf(node)) walk(item, names, findings);
  const inner = walkCommonTables(memberOf(node, 'withClause'), names, findings);
  if (textOf(node, 'relname') !== undefined) addTable(node, inner, findings);
  for (const [key, member] of membersOf(node)) {
    if (key.endsWith('Stmt')) addStatement(key, member, findings);
    else addOther(key, member, findings);
    // `withClause` is done; the names in `for update of x` are aliases.
    if (key !== 'withClause' && key !== 'lockedRels')
      walk(member, targets.has(key) ? nothing : inner, findings);
  }
}

const nothing: Names = new Set();
// A table that is written to is never a common table expression, whatever its name.
const targets: ReadonlySet<string> = new Set(['relation', 'intoClause', 'into', 'relations', 'view']);

function addStatement(name: string, node: SyntaxNode, findings: SqlFindings): void {
  // Wrappers count as what they wrap; a query inside another statement changes nothing by itself.
  if (isOpaquePostgres(name, node)) findings.isOpaque = true;
  if (name === 'DropStmt') addDropped(node, findings);
  if (name === 'RenameStmt') addRenamed(node, findings);
  if (name === 'AlterDefaultPrivilegesStmt')
    findings.kinds.add(kindOfPostgres('GrantStmt', memberOf(node, 'action')));
  if (name === 'ExplainStmt' || name === 'selectStmt') return;
  if (name !== 'SelectStmt' || findings.kinds.size === 0) findings.kinds.add(kindOfPostgres(name, node));
}

function addOther(key: string, node: SyntaxNode, findings: SqlFindings): void {
  if (key === 'FuncCall' || key === 'funccall') findings.addFunction(namesOf(memberOf(node, 'funcname')));
  if (key === 'intoClause') findings.kinds.add('create');
  if (key === 'A_Expr') addOperator(namesOf(memberOf(node, 'name')), findings);
  if (key === 'SubLink') addOperator(namesOf(memberOf(node, 'operName')), findings);
  if (key === 'onConflictClause' && textOf(node, 'action') === 'ONCONFLICT_UPDATE')
    findings.kinds.add('update');
}

// `operator(mine.+)` calls the function behind it.
function addOperator(name: readonly string[], findings: SqlFindings): void {
  const [schema, ...operator] = name;
  if (schema !== undefined && operator.length > 0 && schema !== 'pg_catalog') findings.addFunction(name);
}

function walkCommonTables(clause: SyntaxNode, names: Names, findings: SqlFindings): Names {
  const tables = listOf(memberOf(clause, 'ctes')).map((table) => memberOf(table, 'CommonTableExpr'));
  const all = new Set([...names, ...tables.map((table) => textOf(table, 'ctename') ?? '')]);
  const isRecursive = memberOf(clause, 'recursive') === true;
  const known = new Set(names);
  for (const table of tables) {
    // Without `recursive` a name is known only behind its own query: inside, it is the real table.
    walk(memberOf(table, 'ctequery'), isRecursive ? all : new Set(known), findings);
    known.add(textOf(table, 'ctename') ?? '');
  }
  return tables.length === 0 ? names : known;
}

function addTable(node: SyntaxNode, names: Names, findings: SqlFindings): void {
  const [schema, name = ''] = [textOf(node, 'schemaname'), textOf(node, 'relname')];
  if (schema === undefined && names.has(name)) return;
  if (textOf(node, 'catalogname') !== undefined) findings.limitCoverage('named');
  findings.tables.push({ schema, name });
}

function addDropped(node: SyntaxNode, findings: SqlFindings): void {
  for (const object of listOf(memberOf(node, 'objects'))) {
    const parts = namesOf(memberOf(memberOf(object, 'List'), 'items'));
    if (parts.length > 2) findings.limitCoverage('named');
    const name = parts.at(-1);
    if (name !== undefined) findings.tables.push({ schema: parts.at(-2), name });
  }
}

function addRenamed(node: SyntaxNode, findings: SqlFindings): void {
  const name = textOf(node, 'newname');
  const isTable = ['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW'].includes(
    textOf(node, 'renameType') ?? '',
  );
  if (isTable && name !== undefined) {
    findings.tables.push({ schema: textOf(memberOf(node, 'relation'), 'schemaname'), name });
  }
}

function namesOf(list: SyntaxNode): readonly string[] {
  return listOf(list).flatMap((item) => textOf(memberOf(item, 'String'), 'sval') ?? []);
}
