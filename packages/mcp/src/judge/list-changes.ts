import { isJsonObject, memberOf, type RequestId } from '../message/json-rpc.ts';
import type { ListName } from './caller-view.ts';
import type { Connection } from './connection.ts';

const subscriptionIdKey = 'io.modelcontextprotocol/subscriptionId';

/**
 * What a client is told when a policy changed what it may see: what the server itself would send, and only if the
 * server said that it sends such things (SPEC R32).
 */
export function announceListChanges(connection: Connection): readonly string[] {
  return connection.view.takeChanged().flatMap((list) => announce(connection, list));
}

function announce({ capabilities, initialized, fromClient }: Connection, list: ListName): readonly string[] {
  const declared = memberOf(capabilities, list);
  if (!isJsonObject(declared) || memberOf(declared, 'listChanged') !== true) return [];
  const method = `notifications/${list}/list_changed`;
  const listening = fromClient.values().filter((request) => request.listensTo?.includes(list) === true);
  const plain = initialized ? [JSON.stringify({ jsonrpc: '2.0', method })] : [];
  return [...plain, ...listening.map(({ id }) => announcement(method, id))];
}

/** Since 2026-07-28 such a notification says which subscription it belongs to. */
function announcement(method: string, subscription: RequestId): string {
  return JSON.stringify({ jsonrpc: '2.0', method, params: { _meta: { [subscriptionIdKey]: subscription } } });
}
