import type { DecisionPoint, JsonObject } from '@proviso/core';
import { isJsonObject, memberOf } from '../message/json-rpc.ts';
import { CallerView } from './caller-view.ts';
import { PendingRequests } from './pending-requests.ts';
import type { CallerIdentity } from './subject.ts';

const protocolVersionKey = 'io.modelcontextprotocol/protocolVersion';

/** What is known of one client's connection to one server. */
export class Connection {
  readonly identity: CallerIdentity;
  readonly view: CallerView;
  readonly fromClient = new PendingRequests();
  readonly fromServer = new PendingRequests();
  /** Ids of the gateway's own requests to the server. */
  readonly probes = new Set<string>();
  /** What the server said it can do; absent until it was asked. */
  capabilities: JsonObject | undefined;
  /** True once the handshake of the older revisions is over. */
  initialized = false;

  constructor(engine: DecisionPoint, { agent, callers, principal, session }: CallerIdentity) {
    this.identity = {
      ...(agent !== undefined && { agent }),
      ...(callers !== undefined && { callers }),
      ...(principal !== undefined && { principal }),
      ...(session !== undefined && { session }),
    };
    this.view = new CallerView(engine, this.identity);
  }
}

/** True for a request of the revision 2026-07-28, which needs no handshake and says so in each request. */
export function isModernRequest(params: JsonObject | undefined): boolean {
  const meta = memberOf(params, '_meta');
  return isJsonObject(meta) && typeof memberOf(meta, protocolVersionKey) === 'string';
}
