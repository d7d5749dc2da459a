import { describe, expect, it } from 'vitest';
import { allowAll, engineFor } from '../testing/engine-for.ts';
import { callOf, lineOf, messageIn, request } from '../testing/message-lines.ts';
import { createMessageJudge } from './message-judge.ts';

const judgeUnder = (document: object) =>
  createMessageJudge({ engine: engineFor({ ...document }), agent: 'coder' });

/** A judge whose client has sent a line on to the server. */
function judgeAfter(asked: object, document: object = allowAll) {
  const judge = judgeUnder(document);
  const verdict = judge.judgeClientLine(lineOf(asked));
  if (verdict.kind === 'judge') judge.forwardLine(verdict.judged, {});
  return judge;
}

function answerTo(asked: object, answer: unknown, document: object = allowAll) {
  return judgeAfter(asked, document).judgeServerLine(lineOf(answer));
}

const tool = (name: string, more: object = {}) => ({ name, inputSchema: { type: 'object' }, ...more });
const denyWrites = { global: { deny: ['write_*', 'prompt:secret', 'resource:file:///etc/*'] } };

describe('lists show what some arguments could make allowed (R29, R32)', () => {
  it.each<readonly [string, string, object, object]>([
    ['tools', 'tools/list', { tools: [tool('read'), tool('write_a')] }, { tools: [tool('read')] }],
    [
      'prompts',
      'prompts/list',
      { prompts: [{ name: 'open' }, { name: 'secret' }] },
      { prompts: [{ name: 'open' }] },
    ],
    [
      'resources',
      'resources/list',
      { resources: [{ uri: 'file:///etc/passwd' }, { uri: 'file:///a' }] },
      { resources: [{ uri: 'file:///a' }] },
    ],
  ])('a denied name is taken out of %s, the rest stays as it is', (_name, method, result, shown) => {
    const more = { nextCursor: 'c', _meta: { 'x/y': 1 }, unknown: [1] };
    const answer = { result: { ...result, ...more }, jsonrpc: '2.0', id: 1, extra: true };
    const verdict = answerTo(request(1, method), answer, denyWrites);
    expect(verdict.kind).toBe('forward');
    expect(messageIn((verdict as { line: string }).line)).toEqual({
      ...answer,
      result: { ...shown, ...more },
    });
  });

  it('a resource is shown only when every reading of its URI may be', () => {
    const resources = [{ uri: 'file:///a/../etc/x' }, { uri: 'file:///%65tc/x' }, { uri: 'file:///a b' }];
    const verdict = answerTo(
      request(1, 'resources/list'),
      { jsonrpc: '2.0', id: 1, result: { resources } },
      denyWrites,
    );
    expect(messageIn((verdict as { line: string }).line)).toMatchObject({
      result: { resources: [{ uri: 'file:///a b' }] },
    });
  });

  it.each(['resource:x', 'Prompt:x', 'method\u200b:x'])(
    'a tool named %j is hidden, whatever the policy',
    (name) => {
      const verdict = answerTo(request(1, 'tools/list'), {
        jsonrpc: '2.0',
        id: 1,
        result: { tools: [tool(name), tool('a')] },
      });
      expect(messageIn((verdict as { line: string }).line)).toMatchObject({ result: { tools: [tool('a')] } });
    },
  );

  it('a tool that asks stays', () => {
    const answer = lineOf({ jsonrpc: '2.0', id: 1, result: { tools: [tool('send')] } });
    const judge = judgeUnder({ global: { ask: ['send'], default: 'allow' } });
    judge.judgeClientLine(lineOf(request(1, 'tools/list')));
    expect(judge.judgeServerLine(answer)).toEqual({ kind: 'forward', line: answer });
  });

  it('the very bytes cross when nothing is taken out', () => {
    const line = lineOf('{ "result":{"tools":[{"name":"re\\u0061d", "n":1.0}]},"jsonrpc":"2.0","id":1}');
    const judge = judgeUnder(denyWrites);
    judge.judgeClientLine(lineOf(request(1, 'tools/list')));
    expect(judge.judgeServerLine(line)).toEqual({ kind: 'forward', line });
  });

  it.each([
    ['a name that is no text', { tools: [{ name: 7 }, tool('a')] }, [tool('a')]],
    ['an entry that is no object', { tools: ['a', null, tool('a')] }, [tool('a')]],
    ['no list at all', { tools: { a: tool('a') } }, []],
  ])('%s is not shown', (_name, result, tools) => {
    const verdict = answerTo(request(1, 'tools/list'), { jsonrpc: '2.0', id: 1, result });
    expect(messageIn((verdict as { line: string }).line)).toMatchObject({ result: { tools } });
  });

  it('a list given twice is written anew, so that no reader sees the other one', () => {
    const line = '{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"write_a"}],"tools":[{"name":"read"}]}}';
    const verdict = answerTo(request(1, 'tools/list'), line, denyWrites);
    expect((verdict as { line: string }).line).toBe(
      '{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"read"}]}}',
    );
  });

  it('an engine that throws shows nothing', () => {
    const engine = {
      decide: () => {
        throw new Error('x');
      },
    };
    const judge = createMessageJudge({ engine });
    judge.judgeClientLine(lineOf(request(1, 'tools/list')));
    const verdict = judge.judgeServerLine(lineOf({ jsonrpc: '2.0', id: 1, result: { tools: [tool('a')] } }));
    expect(messageIn((verdict as { line: string }).line)).toMatchObject({ result: { tools: [] } });
  });

  it('a decision that cannot be looked at fails the list, nothing else', () => {
    const decision = {
      get action(): never {
        throw new RangeError('x');
      },
    };
    const judge = createMessageJudge({ engine: { decide: () => decision as never } });
    judge.judgeClientLine(lineOf(request(1, 'tools/list')));
    const verdict = judge.judgeServerLine(lineOf({ jsonrpc: '2.0', id: 1, result: { tools: [tool('a')] } }));
    expect(messageIn((verdict as { line: string }).line)).toMatchObject({ id: 1, error: { code: -32603 } });
  });

  it('a list that says it may be shared no longer says so', () => {
    const result = { resultType: 'complete', ttlMs: 5, cacheScope: 'public', tools: [tool('a')] };
    const verdict = answerTo(request(1, 'tools/list'), { jsonrpc: '2.0', id: 1, result });
    expect(messageIn((verdict as { line: string }).line)).toMatchObject({
      result: { ...result, cacheScope: 'private' },
    });
  });
});

describe('answers of the server (R30)', () => {
  it('the answer to a judged call waits for its record, with its own bytes', () => {
    const line = lineOf('{"result": {"content":[]}, "jsonrpc":"2.0","id":"a"}');
    expect(judgeAfter(callOf('a', 'x')).judgeServerLine(line)).toEqual({
      kind: 'settle',
      key: 'sa',
      failed: false,
      line,
    });
  });

  it.each([
    ['an error', { error: { code: -1, message: 'x' } }],
    ['isError', { result: { content: [], isError: true } }],
    ['a result that is no object', { result: 7 }],
  ])('a call counts as failed after %s', (_name, answer) => {
    expect(answerTo(callOf(1, 'x'), { jsonrpc: '2.0', id: 1, ...answer })).toMatchObject({
      kind: 'settle',
      failed: true,
    });
  });

  it.each([
    ['an id never asked', { jsonrpc: '2.0', id: 2, result: {} }],
    ['an id of another type', { jsonrpc: '2.0', id: '1', result: {} }],
    ['a null id', { jsonrpc: '2.0', id: null, error: { code: 1, message: 'x' } }],
    ['no id', { jsonrpc: '2.0', result: {} }],
    ['a request and a result in one', { jsonrpc: '2.0', id: 1, method: 'ping', result: {} }],
    ['an array', [{ jsonrpc: '2.0', id: 1, result: {} }]],
    ['no jsonrpc', { id: 1, result: {} }],
    ['a log line', 'Server listening'],
    ['two ids', '{"jsonrpc":"2.0","id":1,"id":2,"result":{}}'],
    ['two results', '{"jsonrpc":"2.0","id":1,"result":{},"result":{}}'],
    ['a carriage return inside', '{"jsonrpc":"2.0",\r"id":1,"result":{}}'],
  ])('%s is dropped', (_name, line) => {
    expect(answerTo(request(1, 'ping'), line).kind).toBe('drop');
  });

  it('an answer is taken once', () => {
    const judge = judgeUnder(allowAll);
    judge.judgeClientLine(lineOf(request(1, 'ping')));
    const answer = lineOf({ jsonrpc: '2.0', id: 1, result: {} });
    expect([judge.judgeServerLine(answer).kind, judge.judgeServerLine(answer).kind]).toEqual([
      'forward',
      'drop',
    ]);
  });

  it.each([
    ['a number that loses digits', '{"jsonrpc":"2.0","id":1,"result":{"n":9007199254740993}}'],
    ['half a surrogate pair', '{"jsonrpc":"2.0","id":1,"result":{"n":"\\ud800"}}'],
    ['a key given twice', '{"jsonrpc":"2.0","id":1,"result":{"n":1,"n":2}}'],
  ])('%s inside a result is no affair of the gateway: the bytes cross', (_name, text) => {
    const judge = judgeUnder(allowAll);
    judge.judgeClientLine(lineOf(request(1, 'ping')));
    const line = lineOf(text);
    expect(judge.judgeServerLine(line)).toEqual({ kind: 'forward', line });
  });

  it('bytes that are not UTF-8 inside a result cross', () => {
    const judge = judgeUnder(allowAll);
    judge.judgeClientLine(lineOf(request(1, 'ping')));
    const line = Buffer.from([
      ...Buffer.from('{"jsonrpc":"2.0","id":1,"result":{"n":"'),
      0xe9,
      ...Buffer.from('"}}'),
    ]);
    expect(judge.judgeServerLine(line)).toEqual({ kind: 'forward', line });
  });

  it.each([
    request(1, 'sampling/createMessage', {}),
    request('x', 'vendor/ask', {}),
    { jsonrpc: '2.0', method: 'notifications/progress', params: {} },
    { jsonrpc: '2.0', method: 'notifications/vendor' },
  ])('requests and notifications of the server cross', (message) => {
    const line = lineOf(message);
    expect(judgeUnder({ global: { allow: ['nothing'] } }).judgeServerLine(line)).toEqual({
      kind: 'forward',
      line,
    });
  });

  it.each([
    ['at the start', { head: '{"jsonrpc":"2.0","id":1,"result":{"a', tail: 'aaa"}}' }, 'settle'],
    ['at the end', { head: '{"result":{"a', tail: 'aaa"},"jsonrpc":"2.0","id":1}' }, 'settle'],
    ['not at an edge', { head: '{"result":{"id":1,"a', tail: 'aaa","id":1}}' }, 'drop'],
    ['in a text', { head: '{"result":"', tail: 'a\\",\\"id\\":1}"}' }, 'drop'],
  ])('whoever waits for an answer that is too long is told, when its id stands %s', (_name, ends, kind) => {
    expect(judgeAfter(callOf(1, 'x')).judgeLongServerLine(ends).kind).toBe(kind);
  });

  it.each([
    ['at the start', { head: '{"jsonrpc":"2.0","id":1,"method":"a', tail: 'aaa"}}' }],
    ['at the end', { head: '{"jsonrpc":"2.0","method":"a","params":{"a', tail: 'aaa"},"id":1}' }],
  ])('a request of the server that is too long ends no request of the client, its id %s', (_name, ends) => {
    const judge = judgeAfter(request(1, 'ping'));
    expect(judge.judgeLongServerLine(ends).kind).toBe('drop');
    expect(judge.judgeServerLine(lineOf({ jsonrpc: '2.0', id: 1, result: {} })).kind).toBe('forward');
  });

  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
  it.each([
    ['is nested too deeply', 'tools/list', `{"tools":[],"x":${deep}}`],
    ['has too many faults', 'tools/list', `{"tools":[{"name":"${'\\ud800'}"}${',"\\ud800"'.repeat(100)}]}`],
    ['is nested too deeply', 'tools/call', `{"x":${deep}}`],
  ])('an answer that %s fails the %s it answers', (_name, method, result) => {
    const verdict = judgeAfter(request(1, method, { name: 'x' })).judgeServerLine(
      lineOf(`{"jsonrpc":"2.0","id":1,"result":${result}}`),
    );
    expect(messageIn((verdict as { line: string }).line)).toMatchObject({ id: 1, error: { code: -32603 } });
  });

  it('an answer to a call that was not sent yet is dropped, and the real one still counts', () => {
    const judge = judgeUnder(allowAll);
    const verdict = judge.judgeClientLine(lineOf(callOf(1, 'x')));
    if (verdict.kind !== 'judge') throw new Error('not judged');
    const answer = lineOf({ jsonrpc: '2.0', id: 1, result: { content: [] } });
    expect(judge.judgeServerLine(answer).kind).toBe('drop');
    judge.forwardLine(verdict.judged, {});
    expect(judge.judgeServerLine(answer).kind).toBe('settle');
  });
});
