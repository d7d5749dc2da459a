import { quoteName } from '@proviso/core';
import { paintAction } from '../check/format-decision.ts';
import type { Paint } from '../terminal/paint.ts';
import { showPlain } from '../terminal/show-plain.ts';
import type { DecisionRow, DecisionTable } from './decision-table.ts';

/** How a table is written. */
export interface TableLook {
  readonly paint: Paint;
  /** Columns of the terminal; unknown where the table goes into a file, and nothing is wrapped. */
  readonly width: number | undefined;
}

const noBorder = '';
const rule = {
  ...Object.fromEntries(
    ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'].map(
      (side) => [side, noBorder],
    ),
  ),
  ...Object.fromEntries(
    ['left', 'left-mid', 'right', 'right-mid', 'mid', 'mid-mid'].map((side) => [side, noBorder]),
  ),
  middle: ' ',
};

/** A log as a table, and how often each answer was given. */
export async function formatTable({ rows }: DecisionTable, look: TableLook): Promise<string> {
  if (rows.length === 0) return 'no decisions\n';
  const { paint } = look;
  const { default: Table } = await import('cli-table3');
  const table = new Table({
    head: ['time (UTC)', 'agent', 'tool', 'answer', 'why', 'ended'].map((word) => paint('bold', word)),
    chars: rule,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 1 },
    ...(look.width !== undefined && { colWidths: widthsFor(rows, look.width), wordWrap: true }),
  });
  for (const row of rows) table.push(cells(row, paint));
  const lines = table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
  return `${lines.join('\n')}\n\n${summary(rows)}\n`;
}

function cells({ time, agent, tool, action, why, outcome }: DecisionRow, paint: Paint): string[] {
  return [
    paint('dim', showPlain(time.replace('T', ' ').replace(/(\.\d+)?Z$/, ''))),
    showPlain(agent),
    action === undefined ? '' : bare(tool),
    action === undefined ? paint('red', 'gap') : paintAction(action, paint),
    showPlain(why),
    outcome === 'failed' ? paint('yellow', outcome) : outcome,
  ];
}

/** A tool's name without quotes, as short and as harmless as inside them. */
function bare(tool: string): string {
  const quoted = quoteName(tool);
  return tool === '' ? quoted : quoted.replaceAll('`', '');
}

const leastWhy = 20;

/** What is left of the terminal goes to the reasons, which wrap best. */
function widthsFor(rows: readonly DecisionRow[], width: number): number[] {
  const agent = widest(
    rows.map((row) => row.agent),
    { least: 5, most: 16 },
  );
  const tool = widest(
    rows.map((row) => bare(row.tool)),
    { least: 4, most: 28 },
  );
  const fixed = [20, agent, tool, 7];
  const ended = 9;
  const gaps = 5;
  const used = fixed.reduce((sum, column) => sum + column, ended + gaps);
  return [...fixed, Math.max(leastWhy, width - used), ended];
}

function widest(
  words: readonly string[],
  { least, most }: { readonly least: number; readonly most: number },
): number {
  return words.reduce((sum, word) => Math.min(most, Math.max(sum, word.length)), least) + 1;
}

function summary(rows: readonly DecisionRow[]): string {
  const decisions = rows.filter(({ action }) => action !== undefined);
  const counts = (['allow', 'deny', 'ask'] as const)
    .map((action) => [decisions.filter((row) => row.action === action).length, action] as const)
    .filter(([count]) => count > 0)
    .map(([count, action]) => `${count} ${action}`);
  const noun = decisions.length === 1 ? 'decision' : 'decisions';
  return `${decisions.length} ${noun}${counts.length === 0 ? '' : `: ${counts.join(', ')}`}`;
}
