import { listOf, memberOf, membersOf, type SyntaxNode, textOf } from './sql-findings.ts';
import type { StatementKind } from './sql-reading.ts';

const kindOfNode: ReadonlyMap<string, StatementKind> = new Map([
  ['Query', 'select'],
  ['Insert', 'insert'],
  ['Update', 'update'],
  ['Delete', 'delete'],
  ['Merge', 'merge'],
  ['Truncate', 'truncate'],
  ['Grant', 'grant'],
  ['Revoke', 'revoke'],
  ['Call', 'call'],
  ['Copy', 'copy'],
  ['Set', 'set'],
  ['StartTransaction', 'transaction'],
  ['Commit', 'transaction'],
  ['Rollback', 'transaction'],
  ['Savepoint', 'transaction'],
  ['ReleaseSavepoint', 'transaction'],
  ['RenameTable', 'alter'],
]);

/** Names what a statement of MySQL or SQLite does, by the name of its node. */
export function kindOfOther(name: string): StatementKind {
  const kind = kindOfNode.get(name);
  if (kind !== undefined) return kind;
  if (name.startsWith('Create')) return 'create';
  if (name.startsWith('Alter')) return 'alter';
  return name.startsWith('Drop') ? 'drop' : 'other';
}

/** Names what a part of a statement does besides, where it changes data. */
export function kindsOfPart(name: string, node: SyntaxNode): readonly StatementKind[] {
  switch (name) {
    case 'Insert':
      if (memberOf(node, 'source') === undefined && memberOf(node, 'assignments') === undefined) return [];
      return replacesRows(node) ? ['insert', 'delete'] : ['insert'];
    case 'Update':
      if (memberOf(node, 'assignments') === undefined) return [];
      return replacesRows(node) ? ['update', 'delete'] : ['update'];
    case 'Delete':
      return memberOf(node, 'from') === undefined ? [] : ['delete'];
    case 'Merge':
      return memberOf(node, 'clauses') === undefined ? [] : ['merge'];
    case 'DuplicateKeyUpdate':
    case 'DoUpdate':
      return ['update'];
    default:
      return [];
  }
}

function replacesRows(node: SyntaxNode): boolean {
  return memberOf(node, 'replace_into') === true || memberOf(node, 'or') === 'Replace';
}

const wholeNodes: ReadonlySet<string> = new Set([
  'Query',
  'Insert',
  'Update',
  'Delete',
  'Merge',
  'Truncate',
  'CreateTable',
  'CreateView',
  'CreateIndex',
  'RenameTable',
  'Explain',
]);
const plainChanges: ReadonlySet<string> = new Set([
  'AddColumn',
  'DropColumn',
  'RenameColumn',
  'AlterColumn',
  'ModifyColumn',
  'ChangeColumn',
]);

/** Tells how much of what a statement touches its table names say. */
export function coverageOfOther(name: string, node: SyntaxNode): 'whole' | 'unknown' {
  if (wholeNodes.has(name)) return 'whole';
  if (name === 'Drop') {
    const isTable = ['Table', 'View'].includes(textOf(node, 'object_type') ?? '');
    return isTable && memberOf(node, 'cascade') !== true ? 'whole' : 'unknown';
  }
  if (name !== 'AlterTable') return 'unknown';
  const changes = listOf(memberOf(node, 'operations')).map((operation) => membersOf(operation)[0]?.[0] ?? '');
  return changes.length > 0 && changes.every((change) => plainChanges.has(change)) ? 'whole' : 'unknown';
}
