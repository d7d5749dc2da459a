import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import * as schemas2025 from '@modelcontextprotocol/sdk/types.js';
import { describe, expect, it } from 'vitest';
import { type MessageOrigin, type MethodEntry, methodTable, treatmentOf } from './method-table.ts';

// The schemas the 2.x client itself reads messages with; they know the revision 2026-07-28.
const requireFromClient = createRequire(fileURLToPath(import.meta.resolve('@modelcontextprotocol/client')));
const schemas2026: Record<string, unknown> = requireFromClient('@modelcontextprotocol/core');

interface Known {
  readonly method: string;
  readonly kind: MethodEntry['kind'];
}

/** The method a schema is for: the one literal its `method` takes. */
function methodOf(schema: unknown): Known[] {
  const literal = (schema as { shape?: { method?: { value?: unknown } } } | undefined)?.shape?.method?.value;
  if (typeof literal !== 'string') return [];
  return [{ method: literal, kind: literal.startsWith('notifications/') ? 'notification' : 'request' }];
}

function optionsOf(union: unknown): readonly unknown[] {
  return (union as { options: readonly unknown[] }).options;
}

const generations = { 'sdk 1.x': schemas2025 as Record<string, unknown>, 'client 2.x': schemas2026 };

describe.each(Object.entries(generations))(
  'every method in the schemas of %s is in the table (R33)',
  (_name, schemas) => {
    it('the schemas are found', () => {
      expect(Object.values(schemas).flatMap(methodOf).length).toBeGreaterThan(30);
    });

    it('each with its kind', () => {
      for (const known of Object.values(schemas).flatMap(methodOf)) {
        expect(methodTable).toContainEqual(expect.objectContaining(known));
      }
    });

    it.each<[string, MessageOrigin]>([
      ['ClientRequestSchema', 'client'],
      ['ClientNotificationSchema', 'client'],
      ['ServerRequestSchema', 'server'],
      ['ServerNotificationSchema', 'server'],
    ])('each of %s with its sender', (name, origin) => {
      for (const known of optionsOf(schemas[name]).flatMap(methodOf)) {
        const entry = methodTable.find(({ method, kind }) => method === known.method && kind === known.kind);
        expect(entry?.origins, known.method).toContain(origin);
      }
    });
  },
);

it('no method stands in the table twice (R33)', () => {
  const keys = methodTable.map(({ method, kind }) => `${kind} ${method}`);
  expect(new Set(keys).size).toBe(keys.length);
});

it('everything that names a tool, resource or prompt is judged (R31, R33)', () => {
  const judged = methodTable.filter(({ treatment }) =>
    ['tool', 'resource', 'prompt', 'listen'].includes(treatment),
  );
  expect(judged.map(({ method }) => method).sort()).toEqual([
    'prompts/get',
    'resources/read',
    'resources/subscribe',
    'subscriptions/listen',
    'tools/call',
  ]);
});

it.each([
  '',
  'tools/Call',
  ' tools/call',
  'tools/call\0',
  'constructor',
  '__proto__',
  'roots/list',
  'sampling/createMessage',
])("a client's %j is judged under its own name (R33)", (method) => {
  expect(treatmentOf('request', method)).toBeUndefined();
});
