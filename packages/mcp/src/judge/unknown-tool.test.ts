import type { JsonValue } from '@proviso/core';
import { describe, expect, it } from 'vitest';
import { createProbe, learnAnswer, unknownToolLine } from './unknown-tool.ts';

const { name, id, line } = createProbe('r4nd0m', undefined);

describe('the answer to a hidden tool is the one to an unknown tool (R34)', () => {
  it.each([
    [
      'an error',
      {
        jsonrpc: '2.0',
        id,
        error: { code: -32602, message: `Unknown tool: ${name}`, data: [{ [name]: name }] },
      },
    ],
    [
      'a result that is an error',
      {
        result: { content: [{ type: 'text', text: `${name} and ${name}` }], isError: true },
        jsonrpc: '2.0',
        id,
      },
    ],
  ])('%s, with the other name and id and its own order of members', (_name, answer) => {
    const expected = JSON.stringify(answer).replaceAll(name, 'rm').replace(JSON.stringify(id), '7');
    expect(unknownToolLine(7, 'rm', learnAnswer(name, answer))).toBe(expected);
  });

  it.each(['$&', '$1', 'a"b\\', '__proto__', 'x\u2028'])('a name like %j is put in as it is', (tool) => {
    const learned = learnAnswer(name, { jsonrpc: '2.0', id, error: { code: 1, message: `<${name}>` } });
    expect(JSON.parse(unknownToolLine(1, tool, learned))).toEqual({
      jsonrpc: '2.0',
      id: 1,
      error: { code: 1, message: `<${tool}>` },
    });
  });

  it('a server that seems to run anything is not repeated', () => {
    expect(learnAnswer(name, { jsonrpc: '2.0', id, result: { content: [] } })).toBeUndefined();
    const echo = { content: [{ type: 'text', text: `ran ${name}` }] };
    expect(learnAnswer(name, { jsonrpc: '2.0', id, result: echo })).toBeUndefined();
    expect(JSON.parse(unknownToolLine('a', 'rm', undefined))).toEqual({
      jsonrpc: '2.0',
      id: 'a',
      error: { code: -32602, message: 'Unknown tool: rm' },
    });
  });
});

it.each<[string, JsonValue]>([
  ['repeats the name too often', `${name} `.repeat(17)],
  ['is too long', 'x'.repeat(65 * 1024)],
  ['is too deep', JSON.parse(`${'['.repeat(70)}${']'.repeat(70)}`)],
])('an answer that %s is not repeated (R34)', (_name, data) => {
  const answer = { jsonrpc: '2.0', id, error: { code: 1, message: 'x', data } };
  expect(learnAnswer(name, answer)).toBeUndefined();
});

it('a very long name is put into no learned answer (R34)', () => {
  const learned = learnAnswer(name, { jsonrpc: '2.0', id, error: { code: 1, message: name.repeat(16) } });
  expect(unknownToolLine(1, 'x'.repeat(5000), learned).length).toBeLessThan(6000);
});

it('the probe carries what a modern server requires, and nothing else of the client (R34)', () => {
  const meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientCapabilities': {},
    progressToken: 5,
    secret: 'x',
  };
  const { progressToken: _token, secret: _secret, ...carried } = meta;
  expect(JSON.parse(createProbe('r', meta).line).params._meta).toEqual(carried);
  expect(JSON.parse(line).params).toEqual({ name, arguments: {} });
});
