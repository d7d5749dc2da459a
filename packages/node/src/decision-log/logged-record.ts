import type { AuditRecord } from '@proviso/core';

/** Stands where records are missing: so many could not be written before this line. */
export interface GapRecord {
  readonly kind: 'gap';
  readonly lost: number;
}

/** What one line of a decision log holds (SPEC R28): a record and when it was written, in ISO 8601, UTC. */
export type LoggedRecord = { readonly time: string } & (AuditRecord | GapRecord);
