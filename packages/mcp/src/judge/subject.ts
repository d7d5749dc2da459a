import type { JsonObject, JsonValue, ToolCall } from '@proviso/core';
import { foldText } from '../message/fold-text.ts';
import { isJsonObject, memberOf } from '../message/json-rpc.ts';
import type { MethodTreatment } from '../message/method-table.ts';

/** Whose calls the gateway judges: from configuration, never from the client's own words. */
export interface CallerIdentity {
  readonly agent?: string | undefined;
  readonly callers?: readonly string[] | undefined;
  readonly principal?: unknown;
  readonly session?: unknown;
}

/** One thing a message wants, as the policy is asked about it (SPEC R31, R33). */
export interface Subject {
  readonly kind: 'tool' | 'resource' | 'prompt' | 'method';
  /** As the client wrote it; no text when the client sent none. */
  readonly name: string;
  readonly call: ToolCall;
}

/** The name under which the policy knows it: `resource:<uri>`, `prompt:<name>`, `method:<name>`, a tool's own name. */
export function policyNameOf(kind: Subject['kind'], name: string): string {
  return kind === 'tool' ? name : `${kind}:${name}`;
}

const reservedPrefixes = ['resource:', 'prompt:', 'method:'];

/** True for a tool whose name a policy would take for that of another kind: such a tool is hidden and denied (SPEC R33). */
export function isReservedToolName(name: string): boolean {
  const folded = foldText(name);
  return reservedPrefixes.some((prefix) => folded.startsWith(prefix));
}

/** What to judge in a message, or `undefined` when it does not say it in a form that can be judged. */
export function subjectsOf(
  message: { readonly method: string; readonly params: JsonObject | undefined },
  treatment: MethodTreatment | undefined,
  identity: CallerIdentity,
): readonly Subject[] | undefined {
  const { method, params } = message;
  const describe = (wanted: Wanted): Subject => toSubject(wanted, identity);
  switch (treatment) {
    case 'tool':
    case 'prompt':
      return [describe({ kind: treatment, name: memberOf(params, 'name'), args: argumentsOf(params) })];
    case 'resource':
      return [describe(toResource(memberOf(params, 'uri')))];
    case 'listen':
      return subscribedResources(params)?.map((uri) => describe(toResource(uri)));
    default:
      return [describe({ kind: 'method', name: method, args: params ?? {} })];
  }
}

interface Wanted {
  readonly kind: Subject['kind'];
  readonly name: JsonValue | undefined;
  readonly args: JsonValue;
}

/** Resources a `subscriptions/listen` names; `undefined` when they are in no form that can be judged. */
function subscribedResources(params: JsonObject | undefined): readonly JsonValue[] | undefined {
  const filter = memberOf(params, 'notifications');
  const uris = isJsonObject(filter) ? memberOf(filter, 'resourceSubscriptions') : undefined;
  if (uris === undefined || uris === null) return [];
  return Array.isArray(uris) && uris.every((uri) => typeof uri === 'string') ? uris : undefined;
}

function argumentsOf(params: JsonObject | undefined): JsonValue {
  return (
    memberOf(params, 'arguments') ?? (params !== undefined && Object.hasOwn(params, 'arguments') ? null : {})
  );
}

function toResource(uri: JsonValue | undefined): Wanted {
  return { kind: 'resource', name: uri, args: { uri: uri ?? null } };
}

function toSubject({ kind, name, args }: Wanted, identity: CallerIdentity): Subject {
  // SECURITY: a name that is no text is handed on as it is, so that the engine denies it as `call_invalid`.
  const tool = typeof name === 'string' ? policyNameOf(kind, name) : (name as unknown as string);
  return { kind, name: typeof name === 'string' ? name : '', call: { ...identity, tool, args } };
}
