import { listOf, memberOf, type SyntaxNode, textOf } from './sql-findings.ts';
import type { StatementKind } from './sql-reading.ts';

const kindOfNode: ReadonlyMap<string, StatementKind> = new Map([
  ['SelectStmt', 'select'],
  ['InsertStmt', 'insert'],
  ['UpdateStmt', 'update'],
  ['DeleteStmt', 'delete'],
  ['MergeStmt', 'merge'],
  ['TruncateStmt', 'truncate'],
  ['CallStmt', 'call'],
  ['CopyStmt', 'copy'],
  ['TransactionStmt', 'transaction'],
  ['ConstraintsSetStmt', 'set'],
  ['ViewStmt', 'create'],
  ['IndexStmt', 'create'],
  ['DefineStmt', 'create'],
  ['RuleStmt', 'create'],
  ['CompositeTypeStmt', 'create'],
  ['ImportForeignSchemaStmt', 'create'],
  ['RenameStmt', 'alter'],
  ['ReassignOwnedStmt', 'alter'],
]);

/** Names what a statement of Postgres does, by the name of its node. */
export function kindOfPostgres(name: string, node: SyntaxNode): StatementKind {
  const kind = kindOfNode.get(name);
  if (kind !== undefined) return kind;
  if (name === 'GrantStmt' || name === 'GrantRoleStmt')
    return memberOf(node, 'is_grant') === true ? 'grant' : 'revoke';
  if (name === 'VariableSetStmt') return setsTransaction(node) ? 'transaction' : 'set';
  if (name.startsWith('Create')) return 'create';
  if (name.startsWith('Alter')) return 'alter';
  return name.startsWith('Drop') ? 'drop' : 'other';
}

function setsTransaction(node: SyntaxNode): boolean {
  return ['TRANSACTION', 'SESSION CHARACTERISTICS'].includes(textOf(node, 'name') ?? '');
}

/** True for statements that run code or SQL which is not in them, or reach files and programs of the server. */
export function isOpaquePostgres(name: string, node: SyntaxNode): boolean {
  if (name === 'CopyStmt')
    return memberOf(node, 'is_program') === true || textOf(node, 'filename') !== undefined;
  return name === 'DoStmt' || name === 'ExecuteStmt' || name === 'LoadStmt';
}

const droppedTables = ['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_FOREIGN_TABLE'];
const wholeNodes: ReadonlySet<string> = new Set([
  'SelectStmt',
  'InsertStmt',
  'UpdateStmt',
  'DeleteStmt',
  'MergeStmt',
  'CreateStmt',
  'CreateTableAsStmt',
  'ViewStmt',
  'IndexStmt',
  'AlterTableStmt',
  'CopyStmt',
  'LockStmt',
  'ExplainStmt',
  'PrepareStmt',
  'DeclareCursorStmt',
]);

/** Tells how much of what a statement touches its table names say. */
export function coverageOfPostgres(name: string, node: SyntaxNode): 'whole' | 'named' | 'unknown' {
  const cascades = textOf(node, 'behavior') === 'DROP_CASCADE';
  switch (name) {
    case 'TruncateStmt':
      return cascades ? 'named' : 'whole';
    case 'DropStmt':
      if (!droppedTables.includes(textOf(node, 'removeType') ?? '')) return 'unknown';
      return cascades ? 'named' : 'whole';
    case 'RenameStmt':
      return memberOf(node, 'relation') === undefined ? 'unknown' : 'whole';
    case 'GrantStmt':
      return grantsOnTables(node) ? 'whole' : 'unknown';
    case 'VacuumStmt':
      return listOf(memberOf(node, 'rels')).length > 0 ? 'whole' : 'unknown';
    default:
      return wholeNodes.has(name) ? 'whole' : 'unknown';
  }
}

function grantsOnTables(node: SyntaxNode): boolean {
  return textOf(node, 'targtype') === 'ACL_TARGET_OBJECT' && textOf(node, 'objtype') === 'OBJECT_TABLE';
}
