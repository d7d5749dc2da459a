import type { JsonObject, JsonValue } from '@proviso/core';
import { errorLine, isJsonObject, memberOf, type RequestId, rpcErrorCodes } from '../message/json-rpc.ts';

/** A call of a tool that no server has, sent to learn how this one answers it. */
export interface UnknownToolProbe {
  readonly id: string;
  readonly name: string;
  readonly line: string;
}

/** The members of a modern request's `_meta` without which the server would answer something else. */
const carriedMeta = [
  'io.modelcontextprotocol/protocolVersion',
  'io.modelcontextprotocol/clientInfo',
  'io.modelcontextprotocol/clientCapabilities',
];

/** Makes a probe out of something unguessable, in the manner of the call that made it necessary. */
export function createProbe(random: string, meta: JsonObject | undefined): UnknownToolProbe {
  const id = `proviso-probe-${random}`;
  const name = `no_such_tool_${random}`;
  const carried = carriedMeta.flatMap((key) => {
    const value = memberOf(meta, key);
    return value === undefined ? [] : [[key, value] as const];
  });
  const params = { name, arguments: {}, ...(carried.length > 0 && { _meta: Object.fromEntries(carried) }) };
  return { id, name, line: JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params }) };
}

/**
 * The server's own answer to an unknown tool with another tool's name and another call's id in it (SPEC R34).
 * Without an answer to go by: the error of the specification.
 */
export function unknownToolLine(id: RequestId, tool: string, learned: LearnedAnswer | undefined): string {
  if (learned === undefined || tool.length > longestRepeated) {
    return errorLine(id, { code: rpcErrorCodes.invalidParams, message: `Unknown tool: ${tool}` });
  }
  return JSON.stringify({ ...(renamed(learned.answer, learned.name, tool) as JsonObject), id });
}

/** What the server answered to the probe of a name. */
export interface LearnedAnswer {
  readonly name: string;
  readonly answer: JsonObject;
}

/** A longer name is put into no learned answer. */
const longestRepeated = 4096;

/** A larger answer is not one to an unknown tool. */
const most = { length: 64 * 1024, depth: 64, occurrences: 16 } as const;

/**
 * Takes a server's answer to a probe for its answer to unknown tools when it is an error, or a result that says it is
 * one: a server that runs anything it is given has no such answer. What is too large to be repeated is not taken.
 */
export function learnAnswer(name: string, answer: JsonObject): LearnedAnswer | undefined {
  const result = memberOf(answer, 'result');
  const isFailure = isJsonObject(result)
    ? memberOf(result, 'isError') === true
    : isJsonObject(memberOf(answer, 'error'));
  if (!isFailure || isDeeper(answer, most.depth)) return undefined;
  const text = JSON.stringify(answer);
  const isSmall = text.length <= most.length && text.split(name).length - 1 <= most.occurrences;
  return isSmall ? { name, answer } : undefined;
}

/** True for the answer of a server that was not ready: it says nothing of unknown tools. */
export function isNotReady(answer: JsonObject): boolean {
  const error = memberOf(answer, 'error');
  return isJsonObject(error) && /initiali[sz]/i.test(String(memberOf(error, 'message')));
}

function isDeeper(value: JsonValue, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((member: JsonValue) => isDeeper(member, depth - 1));
}

function renamed(value: JsonValue, from: string, to: string): JsonValue {
  if (typeof value === 'string') return value.replaceAll(from, () => to);
  if (Array.isArray(value)) return value.map((item: JsonValue) => renamed(item, from, to));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key.replaceAll(from, () => to), renamed(member, from, to)]),
  );
}
