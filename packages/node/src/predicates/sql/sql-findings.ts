import { effectOfFunction } from './function-effects.ts';
import type { SqlReading, StatementKind, TableName } from './sql-reading.ts';

/** What has been found so far on a walk through one statement. */
export class SqlFindings {
  readonly kinds = new Set<StatementKind>();
  readonly tables: TableName[] = [];
  /** True once something was found that no policy can judge by reading it. */
  isOpaque = false;
  #coverage: SqlReading['coverage'] = 'whole';

  addFunction(name: readonly string[]): void {
    const effect = effectOfFunction(name);
    if (effect === 'opaque') this.isOpaque = true;
    if (effect !== 'unknown') return;
    this.kinds.add('call');
    this.limitCoverage('named');
  }

  /** Takes the worse of the coverage so far and this one. */
  limitCoverage(coverage: 'named' | 'unknown'): void {
    if (this.#coverage !== 'unknown') this.#coverage = coverage;
  }

  /** What was found, unless it is opaque. */
  toReading(): SqlReading | undefined {
    if (this.isOpaque || this.kinds.size === 0) return undefined;
    return { kinds: this.kinds, tables: this.tables, coverage: this.#coverage };
  }
}

/** A node of a syntax tree, or a leaf. */
export type SyntaxNode = unknown;

/** Gives a node's members; a leaf has none. */
export function membersOf(node: SyntaxNode): readonly (readonly [string, SyntaxNode])[] {
  return isBranch(node) ? Object.entries(node) : [];
}

/** Gives one member of a node. */
export function memberOf(node: SyntaxNode, key: string): SyntaxNode {
  return isBranch(node) && Object.hasOwn(node, key) ? node[key] : undefined;
}

/** Gives a list of nodes, empty where there is none. */
export function listOf(node: SyntaxNode): readonly SyntaxNode[] {
  return Array.isArray(node) ? node : [];
}

/** Gives one member that is a text. */
export function textOf(node: SyntaxNode, key: string): string | undefined {
  const member = memberOf(node, key);
  return typeof member === 'string' ? member : undefined;
}

function isBranch(node: SyntaxNode): node is Readonly<Record<string, SyntaxNode>> {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}
