/** The bytes of a line: a text as it is, anything else as JSON. */
export function lineOf(message: unknown): Uint8Array {
  return Buffer.from(typeof message === 'string' ? message : JSON.stringify(message));
}

/** A request of a client. */
export function request(id: unknown, method: string, params?: unknown): object {
  return { jsonrpc: '2.0', id, method, ...(params !== undefined && { params }) };
}

/** A call of a tool. */
export function callOf(id: unknown, name: unknown, args?: unknown): object {
  return request(id, 'tools/call', { name, ...(args !== undefined && { arguments: args }) });
}

/** The message in a line that goes out. */
export function messageIn(line: Uint8Array | string): Readonly<Record<string, unknown>> {
  return JSON.parse(typeof line === 'string' ? line : Buffer.from(line).toString()) as Record<
    string,
    unknown
  >;
}
