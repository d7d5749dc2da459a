import type { Decision } from '@proviso/core';
import type { LoggedRecord } from '@proviso/node';
import { describe, expect, it } from 'vitest';
import { DecisionTable } from './decision-table.ts';
import { formatTable } from './format-table.ts';

const time = '2026-01-02T03:04:05.678Z';
const deny: Decision = {
  action: 'deny',
  code: 'denied',
  message: 'because',
  scope: { layer: 'global' },
  trace: [],
  policyDigest: '',
};
const decided = (callId: string, tool = 'rm'): LoggedRecord => ({
  time,
  kind: 'decision',
  callId,
  tool,
  decision: deny,
});

describe('DecisionTable', () => {
  it('joins a decision with the end of the same call, and no other', () => {
    const table = new DecisionTable();
    table.add(decided('1'));
    table.add(decided('2'));
    table.add({ time, kind: 'outcome', callId: '2', tool: 'rm', outcome: 'returned' });
    table.add({ time, kind: 'outcome', callId: 'of an older log', tool: 'rm', outcome: 'failed' });
    expect(table.rows.map(({ outcome }) => outcome)).toEqual(['', 'returned']);
  });
});

describe('formatTable', () => {
  const look = { paint: (_style: string, text: string) => text, width: undefined };

  it('shows hostile names escaped and shortened', async () => {
    const table = new DecisionTable();
    table.add(decided('1', `\u001b[2J${'x'.repeat(1000)}`));
    table.add(decided('2', ''));
    const text = await formatTable(table, look);
    expect(text).toContain('\\u{1b}[2Jx');
    expect(text).not.toContain('\u001b');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(250);
  });

  it('fits into the terminal', async () => {
    const table = new DecisionTable();
    table.add({
      ...decided('1'),
      decision: { ...deny, message: 'a long story '.repeat(20) },
    } as LoggedRecord);
    const text = await formatTable(table, { ...look, width: 90 });
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(90);
  });

  it('says so when there is nothing to show', async () => {
    expect(await formatTable(new DecisionTable(), look)).toBe('no decisions\n');
  });
});

it('an edited record cannot act on the terminal or stop the table', async () => {
  const table = new DecisionTable();
  const odd = { ...deny, action: 'al\u001b[2Jlow', message: 7 };
  table.add({ ...decided('1'), agent: 5, decision: odd } as unknown as LoggedRecord);
  table.add({ ...decided('2'), decision: { action: 'constructor' } } as unknown as LoggedRecord);
  const text = await formatTable(table, { paint: (_style, word) => word, width: undefined });
  expect(text).not.toContain('\u001b');
  expect(text).toContain('\\u{1b}[2J');
});
