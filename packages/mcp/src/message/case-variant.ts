import type { JsonObject } from '@proviso/core';
import { foldText } from './fold-text.ts';

/** The members of a JSON-RPC message. */
const envelopeKeys = ['jsonrpc', 'id', 'method', 'params', 'result', 'error'];

/** The members of `params` that the specification's requests and notifications have. */
const paramsKeys = [
  '_meta',
  'argument',
  'arguments',
  'capabilities',
  'clientInfo',
  'context',
  'cursor',
  'inputResponses',
  'level',
  'message',
  'name',
  'notifications',
  'progress',
  'progressToken',
  'protocolVersion',
  'reason',
  'ref',
  'requestId',
  'requestState',
  'task',
  'taskId',
  'total',
  'uri',
];

/** The members of what stands inside `params` and says what a client wants. */
const nestedKeys = [
  'name',
  'promptsListChanged',
  'resourceSubscriptions',
  'resourcesListChanged',
  'toolsListChanged',
  'type',
  'uri',
];

const knownOf = {
  envelope: new Map(envelopeKeys.map((key) => [foldText(key), key])),
  params: new Map(paramsKeys.map((key) => [foldText(key), key])),
  nested: new Map(nestedKeys.map((key) => [foldText(key), key])),
};

/**
 * Finds a key that a reader without regard to case would take for a known one (SPEC R30).
 *
 * SECURITY: such readers exist (Go's `encoding/json` is one). Behind them `{"name":"a","Name":"b"}` is a call
 * of `b`, while the policy was asked about `a`.
 */
export function findCaseVariant(object: JsonObject, part: keyof typeof knownOf): string | undefined {
  const known = knownOf[part];
  return Object.keys(object).find((key) => {
    if (key.length > 64) return false;
    const original = known.get(foldText(key));
    return original !== undefined && original !== key;
  });
}
