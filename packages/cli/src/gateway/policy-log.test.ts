import type { AuditRecord, PolicyDocument } from '@proviso/core';
import { parsePolicyDocument } from '@proviso/core';
import { expect, it } from 'vitest';
import { openPolicyLog } from './policy-log.ts';

function documentWith(log?: object): PolicyDocument {
  const parsed = parsePolicyDocument({ version: 1, global: { default: 'allow' }, ...(log && { log }) });
  if (!parsed.ok) throw new Error('refused');
  return parsed.document;
}

const record: AuditRecord = { kind: 'outcome', callId: 'c', tool: 't', outcome: 'returned' };

function follow(first: PolicyDocument) {
  const written: string[] = [];
  const warnings: string[] = [];
  const state = { document: first, broken: false };
  const log = openPolicyLog({
    document: () => state.document,
    logger: { warn: (message) => void warnings.push(message) },
    open: ({ log: own }) => {
      if (state.broken) throw new Error('EACCES');
      if (own === undefined) return undefined;
      return {
        mode: own.mode,
        append: () => void written.push(own.file),
        reopen: () => undefined,
        close: async () => void written.push(`closed ${own.file}`),
      };
    },
  });
  return { log, state, written, warnings };
}

it('a log that a reloaded policy adds or moves is used from the next record on (R24, R28)', async () => {
  const { log, state, written, warnings } = follow(documentWith());
  await log.append(record);
  state.document = documentWith({ file: 'a.jsonl' });
  await log.append(record);
  state.document = documentWith({ file: 'b.jsonl' });
  await log.append(record);
  expect(written).toEqual(['a.jsonl', 'closed a.jsonl', 'b.jsonl']);
  expect(warnings).toHaveLength(2);
});

it('while the new log cannot be opened no record is kept, which denies, and one warning says so (R27)', async () => {
  const { log, state, written, warnings } = follow(documentWith({ file: 'a.jsonl', mode: 'best-effort' }));
  expect(log.mode).toBe('best-effort');
  state.document = documentWith({ file: 'b.jsonl', mode: 'best-effort' });
  state.broken = true;
  for (let count = 0; count < 3; count += 1) await expect(log.append(record)).rejects.toThrow('EACCES');
  expect([log.mode, warnings.length]).toEqual(['required', 1]);
  state.broken = false;
  await log.append(record);
  expect(written).toEqual(['closed a.jsonl', 'b.jsonl']);
});
