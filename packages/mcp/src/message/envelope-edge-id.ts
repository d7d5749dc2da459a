import { isRequestId, type RequestId } from './json-rpc.ts';

const idToken = '("(?:[^"\\\\]|\\\\.){0,200}"|-?[0-9]{1,16})';
const body = '"(?:result|error)":';
const atStart = new RegExp(`^\\{"jsonrpc":"2\\.0","id":${idToken},${body}`);
const beginsWithBody = new RegExp(`^\\{(?:"jsonrpc":"2\\.0",)?${body}`);
const atEnd = new RegExp(`,"id":${idToken}\\}\\s*$`);

/**
 * The id of an answer of which only the beginning and the end were kept.
 *
 * A member that stands right after the first brace or right before the last one is a member of the envelope in every
 * valid message, so this is no guess. An id in another place is not found.
 */
export function readEdgeId(head: string, tail: string): RequestId | undefined {
  const last = beginsWithBody.test(head) ? atEnd.exec(tail)?.[1] : undefined;
  const token = atStart.exec(head)?.[1] ?? last;
  if (token === undefined) return undefined;
  try {
    const id: unknown = JSON.parse(token);
    return isRequestId(id) ? id : undefined;
  } catch {
    return undefined;
  }
}
