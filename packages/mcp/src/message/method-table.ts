import { foldText } from './fold-text.ts';

/** Who sends a message: the client or the server. */
export type MessageOrigin = 'client' | 'server';

/**
 * What the gateway does with a message the specification knows.
 *
 * `pass`: crosses as it is. `tool`, `resource`, `prompt`, `listen`: judged before it crosses.
 * `list`: crosses, and its answer is filtered. `open`, `ready`, `cancel`: crosses and is noticed.
 */
export type MethodTreatment =
  | 'pass'
  | 'tool'
  | 'resource'
  | 'prompt'
  | 'listen'
  | 'list'
  | 'open'
  | 'ready'
  | 'cancel';

/** One method of the specification. */
export interface MethodEntry {
  readonly method: string;
  readonly kind: 'request' | 'notification';
  readonly origins: readonly MessageOrigin[];
  readonly treatment: MethodTreatment;
}

const client = ['client'] as const;
const server = ['server'] as const;
const both = ['client', 'server'] as const;

/**
 * Every method of the revisions 2025-03-26, 2025-06-18, 2025-11-25 and 2026-07-28, and what is done with it (SPEC R33).
 *
 * A request or notification of the client that is not here is judged under the name `method:<name>`.
 * What the server sends crosses whether it is here or not.
 */
export const methodTable: readonly MethodEntry[] = [
  { method: 'initialize', kind: 'request', origins: client, treatment: 'open' },
  { method: 'server/discover', kind: 'request', origins: client, treatment: 'open' },
  { method: 'ping', kind: 'request', origins: both, treatment: 'pass' },
  { method: 'completion/complete', kind: 'request', origins: client, treatment: 'pass' },
  { method: 'logging/setLevel', kind: 'request', origins: client, treatment: 'pass' },
  { method: 'prompts/get', kind: 'request', origins: client, treatment: 'prompt' },
  { method: 'prompts/list', kind: 'request', origins: client, treatment: 'list' },
  { method: 'resources/list', kind: 'request', origins: client, treatment: 'list' },
  { method: 'resources/templates/list', kind: 'request', origins: client, treatment: 'pass' },
  { method: 'resources/read', kind: 'request', origins: client, treatment: 'resource' },
  { method: 'resources/subscribe', kind: 'request', origins: client, treatment: 'resource' },
  { method: 'resources/unsubscribe', kind: 'request', origins: client, treatment: 'pass' },
  { method: 'subscriptions/listen', kind: 'request', origins: client, treatment: 'listen' },
  { method: 'tools/call', kind: 'request', origins: client, treatment: 'tool' },
  { method: 'tools/list', kind: 'request', origins: client, treatment: 'list' },
  { method: 'tasks/get', kind: 'request', origins: both, treatment: 'pass' },
  { method: 'tasks/result', kind: 'request', origins: both, treatment: 'pass' },
  { method: 'tasks/list', kind: 'request', origins: both, treatment: 'pass' },
  { method: 'tasks/cancel', kind: 'request', origins: both, treatment: 'pass' },
  { method: 'tasks/update', kind: 'request', origins: client, treatment: 'pass' },
  { method: 'sampling/createMessage', kind: 'request', origins: server, treatment: 'pass' },
  { method: 'elicitation/create', kind: 'request', origins: server, treatment: 'pass' },
  { method: 'roots/list', kind: 'request', origins: server, treatment: 'pass' },
  { method: 'notifications/initialized', kind: 'notification', origins: client, treatment: 'ready' },
  { method: 'notifications/cancelled', kind: 'notification', origins: both, treatment: 'cancel' },
  { method: 'notifications/progress', kind: 'notification', origins: both, treatment: 'pass' },
  { method: 'notifications/roots/list_changed', kind: 'notification', origins: client, treatment: 'pass' },
  { method: 'notifications/tasks/status', kind: 'notification', origins: both, treatment: 'pass' },
  { method: 'notifications/message', kind: 'notification', origins: server, treatment: 'pass' },
  { method: 'notifications/resources/updated', kind: 'notification', origins: server, treatment: 'pass' },
  {
    method: 'notifications/resources/list_changed',
    kind: 'notification',
    origins: server,
    treatment: 'pass',
  },
  { method: 'notifications/tools/list_changed', kind: 'notification', origins: server, treatment: 'pass' },
  { method: 'notifications/prompts/list_changed', kind: 'notification', origins: server, treatment: 'pass' },
  { method: 'notifications/elicitation/complete', kind: 'notification', origins: server, treatment: 'pass' },
  {
    method: 'notifications/subscriptions/acknowledged',
    kind: 'notification',
    origins: server,
    treatment: 'pass',
  },
];

const fromClient = new Map(
  methodTable
    .filter((entry) => entry.origins.includes('client'))
    .map((entry) => [`${entry.kind} ${entry.method}`, entry.treatment]),
);

/** What is done with a client's message, or `undefined` for a method that is judged under its own name. */
export function treatmentOf(kind: MethodEntry['kind'], method: string): MethodTreatment | undefined {
  return fromClient.get(`${kind} ${method}`);
}

const originals = new Map(methodTable.map(({ method }) => [foldText(method), method]));

/** True for a method that a careless reader would take for a known one (SPEC R30). */
export function isMethodVariant(method: string): boolean {
  if (method.length > 256) return false;
  const original = originals.get(foldText(method));
  return original !== undefined && original !== method;
}
