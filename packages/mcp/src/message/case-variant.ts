import type { JsonObject } from '@proviso/core';

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

const knownOf = {
  envelope: new Map(envelopeKeys.map((key) => [foldKey(key), key])),
  params: new Map(paramsKeys.map((key) => [foldKey(key), key])),
};

/**
 * Finds a key that a reader without regard to case would take for a known one (SPEC R30).
 *
 * SECURITY: such readers exist (Go's `encoding/json` is one). Behind them `{"name":"a","Name":"b"}` is a call
 * of `b`, while the policy was asked about `a`.
 */
export function findCaseVariant(object: JsonObject, part: 'envelope' | 'params'): string | undefined {
  const known = knownOf[part];
  return Object.keys(object).find((key) => {
    if (key.length > 64) return false;
    const original = known.get(foldKey(key));
    return original !== undefined && original !== key;
  });
}

/** By way of upper case, which also brings the dotless i to `i`; NFKC does so with the long s and the Kelvin sign. */
function foldKey(key: string): string {
  return key.normalize('NFKC').toUpperCase().toLowerCase();
}
