import type { DecisionAction } from '@proviso/core';
import type { LoggedRecord } from '@proviso/node';

/** One row: a decision and how its call ended, or a gap in the log. */
export interface DecisionRow {
  readonly time: string;
  readonly agent: string;
  readonly tool: string;
  /** `undefined` for a gap. */
  readonly action: DecisionAction | undefined;
  readonly why: string;
  outcome: 'returned' | 'failed' | '';
}

/** Joins the records of a log into one row for each call. */
export class DecisionTable {
  readonly rows: DecisionRow[] = [];
  readonly #open = new Map<string, DecisionRow>();

  add(record: LoggedRecord): void {
    if (record.kind === 'outcome') {
      const row = this.#open.get(record.callId);
      if (row !== undefined) row.outcome = record.outcome;
      this.#open.delete(record.callId);
      return;
    }
    if (record.kind === 'gap') {
      const why = `${Number(record.lost)} records could not be written`;
      this.rows.push({ time: record.time, agent: '', tool: '', action: undefined, why, outcome: '' });
      return;
    }
    const { time, callId, tool, decision } = record;
    const agent = textOf(record.agent);
    const row: DecisionRow = {
      time,
      agent,
      tool,
      action: decision.action,
      why: textOf(decision.message),
      outcome: '',
    };
    this.rows.push(row);
    this.#open.set(callId, row);
  }
}

/** A member of a record that somebody may have edited. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
