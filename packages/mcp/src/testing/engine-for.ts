import { createEngine, type Engine, parsePolicyDocument } from '@proviso/core';

/** The engine of a document that must be accepted. */
export function engineFor(document: Readonly<Record<string, unknown>>): Engine {
  const parsed = parsePolicyDocument({ version: 1, ...document });
  if (!parsed.ok) throw new Error(parsed.issues.map(({ message }) => message).join('; '));
  return createEngine(parsed.document, { logger: { warn: () => undefined } });
}

/** Allows every name. */
export const allowAll = { global: { default: 'allow' } };
