import { describe, expect, it } from 'vitest';
import { allowAll, engineFor } from '../testing/engine-for.ts';
import { callOf, lineOf, messageIn, request } from '../testing/message-lines.ts';
import { createMessageJudge } from './message-judge.ts';

const newJudge = () => createMessageJudge({ engine: engineFor(allowAll), agent: 'coder', callers: ['boss'] });

function refusal(line: Uint8Array) {
  const verdict = newJudge().judgeClientLine(line);
  if (verdict.kind !== 'answer') throw new Error(`not refused but ${verdict.kind}`);
  const { id, error } = messageIn(verdict.line) as { id: unknown; error: { code: number } };
  return { id, code: error.code };
}

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const ping = '{"jsonrpc":"2.0","id":1,"method":"ping"}';

describe('lines that no reader could be sure of are refused with the parse error (R30)', () => {
  const cases: readonly (readonly [string, string | Uint8Array])[] = [
    ['no JSON', 'hello'],
    ['half a message', '{"jsonrpc":"2.0","id":1'],
    ['a byte order mark', `\ufeff${ping}`],
    ['two values', `${ping} ${ping}`],
    ['two values without a space', `${ping}${ping}`],
    ['a trailing comma', '{"jsonrpc":"2.0","id":1,"method":"ping",}'],
    ['a comment', `${ping}// x`],
    ['single quotes', "{'jsonrpc':'2.0','id':1,'method':'ping'}"],
    ['NaN', '{"jsonrpc":"2.0","id":NaN,"method":"ping"}'],
    ['a raw control character in a text', '{"jsonrpc":"2.0","id":1,"method":"pi\u0001ng"}'],
    ['a zero byte', `${ping}\0`],
    [
      'bytes that are not UTF-8',
      Buffer.from([...Buffer.from('{"jsonrpc":"2.0","id":1,"method":"'), 0xff, 0x22, 0x7d]),
    ],
    ['an overlong encoding', Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
    ['a surrogate in UTF-8', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    [
      'a message hidden behind carriage returns',
      `{"jsonrpc":"2.0","id":1,"method":"ping","params":{"x":\r${JSON.stringify(callOf(2, 'rm'))}\r}}`,
    ],
  ];
  it.each(cases)('%s', (_name, line) => {
    expect(refusal(typeof line === 'string' ? lineOf(line) : line)).toEqual({ id: null, code: -32700 });
  });
});

describe('messages that are JSON and no sure message are refused under their id (R30)', () => {
  const cases: readonly (readonly [string, string, unknown])[] = [
    ['an array of messages', `[${ping}]`, null],
    ['an empty array', '[]', null],
    ['a number', '7', null],
    ['null', 'null', null],
    ['no jsonrpc', '{"id":1,"method":"ping"}', 1],
    ['another jsonrpc', '{"jsonrpc":"1.0","id":1,"method":"ping"}', 1],
    ['jsonrpc as a number', '{"jsonrpc":2.0,"id":"a","method":"ping"}', 'a'],
    ['a null id', '{"jsonrpc":"2.0","id":null,"method":"ping"}', null],
    ['a fraction as id', '{"jsonrpc":"2.0","id":1.5,"method":"ping"}', null],
    ['an object as id', '{"jsonrpc":"2.0","id":{},"method":"ping"}', null],
    ['an array as id', '{"jsonrpc":"2.0","id":[1],"method":"ping"}', null],
    ['a boolean as id', '{"jsonrpc":"2.0","id":true,"method":"ping"}', null],
    ['an id that loses digits', '{"jsonrpc":"2.0","id":9007199254740993,"method":"ping"}', null],
    ['a huge id', '{"jsonrpc":"2.0","id":1e300,"method":"ping"}', null],
    ['a method that is no text', '{"jsonrpc":"2.0","id":1,"method":["tools/call"]}', 1],
    ['a null method', '{"jsonrpc":"2.0","id":1,"method":null}', 1],
    ['neither a method nor a result', '{"jsonrpc":"2.0","id":1}', null],
    [
      'a request that is a response too',
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"x"},"result":{}}',
      1,
    ],
    ['a request that is an error too', '{"jsonrpc":"2.0","id":1,"method":"ping","error":{}}', 1],
    ['params in an array', '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":["x"]}', 1],
    ['params as a text', '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":"x"}', 1],
    ['two methods', '{"jsonrpc":"2.0","id":1,"method":"ping","method":"tools/call"}', 1],
    ['two methods, one escaped', '{"jsonrpc":"2.0","id":1,"method":"ping","\\u006dethod":"tools/call"}', 1],
    ['two ids', '{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}', null],
    [
      'two params',
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a"},"params":{"name":"b"}}',
      1,
    ],
    ['two names', '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","name":"b"}}', 1],
    [
      'two arguments',
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","arguments":{},"arguments":{}}}',
      1,
    ],
    [
      'a key given twice in _meta',
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","_meta":{"a":1,"a":2}}}',
      1,
    ],
    [
      'a key given twice outside arguments as well as inside',
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","name":"a","arguments":{"x":1,"x":1}}}',
      1,
    ],
    [
      'half a surrogate pair in the name',
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"\\ud800"}}',
      1,
    ],
    [
      'a number that loses digits outside arguments',
      '{"jsonrpc":"2.0","id":1,"method":"ping","params":{"n":1e400}}',
      1,
    ],
    [
      'nesting beyond 128 outside arguments',
      `{"jsonrpc":"2.0","id":1,"method":"ping","params":{"n":${nested(127)}}}`,
      1,
    ],
    ['nesting that would exhaust a stack', nested(200_000), null],
    ['Method', '{"jsonrpc":"2.0","id":1,"Method":"tools/call","method":"ping"}', 1],
    ['METHOD alone', '{"jsonrpc":"2.0","id":1,"METHOD":"tools/call"}', null],
    [
      'Params',
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a"},"Params":{"name":"b"}}',
      1,
    ],
    [
      'params with a long s',
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a"},"param\u017f":{"name":"b"}}',
      1,
    ],
    ['a dotless i', '{"jsonrpc":"2.0","id":1,"\u0131d":2,"method":"ping"}', 1],
    ['Id', '{"jsonrpc":"2.0","id":1,"Id":2,"method":"ping"}', 1],
    ['Name', '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","Name":"b"}}', 1],
    ['NAME alone', '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"NAME":"b"}}', 1],
    ['a method of another case', JSON.stringify(request(1, 'Tools/Call', { name: 'x' })), 1],
    ['a method with a blank behind it', JSON.stringify(request(1, 'tools/call ', { name: 'x' })), 1],
    [
      'a method with an invisible character',
      JSON.stringify(request(1, 'tools\u200b/call', { name: 'x' })),
      1,
    ],
    [
      'a variant inside `notifications`',
      JSON.stringify(
        request(1, 'subscriptions/listen', { notifications: { ResourceSubscriptions: ['secret:a'] } }),
      ),
      1,
    ],
    [
      'so many faults that reading stopped before the name',
      `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"x","arguments":{"x":[${Array(100).fill('"\\ud800"').join(',')}]},"name":"ok"}}`,
      null,
    ],
    ['Arguments', '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","Arguments":{}}}', 1],
    [
      'full-width uri',
      '{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"a","\uff35ri":"b"}}',
      1,
    ],
  ];
  it.each(cases)('%s', (_name, line, id) => {
    expect(refusal(lineOf(line))).toEqual({ id, code: -32600 });
  });
});

describe('calls are given to the guard', () => {
  function judged(line: Uint8Array) {
    const verdict = newJudge().judgeClientLine(line);
    if (verdict.kind !== 'judge') throw new Error(`not judged but ${verdict.kind}`);
    return verdict.judged;
  }

  it.each<readonly [string, object, object]>([
    ['a tool under its own name (R31)', callOf(1, 'x', { a: 1 }), { tool: 'x', args: { a: 1 } }],
    ['a call without arguments with none (R31)', callOf(1, 'x'), { tool: 'x', args: {} }],
    ['`__proto__` under its own name (R5)', callOf(1, '__proto__'), { tool: '__proto__', args: {} }],
    ['an empty name under its own name (R5)', callOf(1, ''), { tool: '', args: {} }],
    [
      'a resource as `resource:` (R33)',
      request(1, 'resources/read', { uri: 'file:///a' }),
      { tool: 'resource:file:///a', args: { uri: 'file:///a' } },
    ],
    [
      'a subscription as a read (R33)',
      request(1, 'resources/subscribe', { uri: 'x:1' }),
      { tool: 'resource:x:1', args: { uri: 'x:1' } },
    ],
    [
      'a prompt as `prompt:` (R33)',
      request(1, 'prompts/get', { name: 'p', arguments: { q: 'x' } }),
      { tool: 'prompt:p', args: { q: 'x' } },
    ],
    [
      'an unknown method as `method:` (R33)',
      request(1, 'vendor/run', { x: 1 }),
      { tool: 'method:vendor/run', args: { x: 1 } },
    ],
    [
      'a method of the server as unknown (R33)',
      request(1, 'sampling/createMessage', {}),
      { tool: 'method:sampling/createMessage', args: {} },
    ],
    [
      'a notification of the specification with an id as unknown (R33)',
      request(1, 'notifications/cancelled', {}),
      { tool: 'method:notifications/cancelled', args: {} },
    ],
  ])('%s', (_name, message, call) => {
    const { subjects, refusal } = judged(lineOf(message));
    expect(refusal).toBeUndefined();
    expect(subjects.map((subject) => JSON.parse(JSON.stringify(subject.call)))).toEqual([
      { agent: 'coder', callers: ['boss'], ...call },
    ]);
  });

  it.each(['resource:x', 'PROMPT:x', ' method:x'])('with a denial of a tool named %j (R33)', (name) => {
    expect(judged(lineOf(callOf(1, name))).refusal?.code).toBe('call_invalid');
  });

  it('every resource a modern subscription names (R33)', () => {
    const filter = { toolsListChanged: true, resourceSubscriptions: ['a:1', 'b:2'] };
    const { subjects } = judged(lineOf(request(1, 'subscriptions/listen', { notifications: filter })));
    expect(subjects.map(({ call }) => call.tool)).toEqual(['resource:a:1', 'resource:b:2']);
  });

  it('an unknown notification, which gets no answer (R33)', () => {
    const { id, refusal } = judged(lineOf({ jsonrpc: '2.0', method: 'notifications/vendor' }));
    expect([id, refusal]).toEqual([undefined, undefined]);
  });

  it.each(['tools/call', 'resources/read', 'prompts/get', 'ping', 'initialize', 'tools/list'])(
    'with a denial when %s comes without an id (R31)',
    (method) => {
      const verdict = judged(lineOf({ jsonrpc: '2.0', method, params: { name: 'x', uri: 'x' } }));
      expect([verdict.id, verdict.refusal?.code]).toEqual([undefined, 'call_invalid']);
    },
  );

  const inArguments = (args: string) =>
    `{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"x","arguments":${args}}}`;
  it.each([
    ['a key twice', '{"a":1,"a":2}'],
    ['a key twice, deeply', '{"a":[{"b":1,"\\u0062":2}]}'],
    ['`__proto__` twice', '{"__proto__":{},"__proto__":{}}'],
    ['a number beyond all numbers', '{"a":1e400}'],
    ['a number that loses digits', '{"a":9007199254740993}'],
    ['half a surrogate pair', '{"a":"\\udc00"}'],
    ['half a surrogate pair in a key', '{"\\ud800":1}'],
    ['nesting beyond 128', `{"a":${nested(127)}}`],
    ['nesting that would exhaust a stack', `{"a":${nested(100_000)}}`],
  ])('with a denial of their arguments: %s (R26)', (_name, args) => {
    const { id, refusal, subjects } = judged(lineOf(inArguments(args)));
    expect([id, refusal?.code, subjects[0]?.call.tool]).toEqual([5, 'args_invalid', 'x']);
  });

  it.each(['null', '[]', '"{}"', '7', 'false'])(
    'with arguments %s as they are, which the guard denies (R26)',
    (args) => {
      expect(judged(lineOf(inArguments(args))).subjects[0]?.call.args).toEqual(JSON.parse(args));
    },
  );
});

describe('what is not judged crosses as the bytes that came (R30)', () => {
  it.each([
    ['odd spacing', ' {  "jsonrpc" : "2.0" ,"id":1,\t"method":"ping" } '],
    ['escapes', '{"jsonrpc":"2.0","id":"\\u0031","method":"tools\\/list"}'],
    ['1.0 and 1e2', '{"jsonrpc":"2.0","id":1e2,"method":"completion/complete","params":{"x":1.0}}'],
    [
      'unknown members',
      '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"vendor":{"__proto__":1}},"extra":[]}',
    ],
    ['null params', '{"jsonrpc":"2.0","id":1,"method":"ping","params":null}'],
    ['a notification', '{"jsonrpc":"2.0","method":"notifications/initialized"}'],
    ['a line that ends in a carriage return', `${ping}\r`],
  ])('%s', (_name, text) => {
    const line = lineOf(text);
    expect(newJudge().judgeClientLine(line)).toEqual({ kind: 'forward', line });
  });

  it.each(['', '\r', '   \t'])('nothing of an empty line', (text) => {
    expect(newJudge().judgeClientLine(lineOf(text))).toEqual({ kind: 'skip' });
  });
});

describe('ids and responses (R30)', () => {
  it.each([request(1, 'ping'), callOf(1, 'x'), callOf(1, 'x', null)])(
    'an id is refused without an id while its request is open',
    (second) => {
      const judge = newJudge();
      judge.judgeClientLine(lineOf(callOf(1, 'x')));
      const verdict = judge.judgeClientLine(lineOf(second));
      expect(verdict).toMatchObject({ kind: 'answer' });
      expect(messageIn((verdict as { line: string }).line)).toMatchObject({
        id: null,
        error: { code: -32600 },
      });
    },
  );

  it('a faulty message under the id of an open request is answered without an id', () => {
    const judge = newJudge();
    judge.judgeClientLine(lineOf(callOf(1, 'x')));
    const verdict = judge.judgeClientLine(lineOf('{"jsonrpc":"2.0","id":1,"method":"ping","Method":"x"}'));
    expect(messageIn((verdict as { line: string }).line)).toMatchObject({ id: null });
  });

  it('the text "1" and the number 1 are two ids', () => {
    const judge = newJudge();
    judge.judgeClientLine(lineOf(request(1, 'ping')));
    expect(judge.judgeClientLine(lineOf(request('1', 'ping'))).kind).toBe('forward');
  });

  it('an id is free again after its answer', () => {
    const judge = newJudge();
    judge.judgeClientLine(lineOf(request(1, 'ping')));
    judge.judgeServerLine(lineOf({ jsonrpc: '2.0', id: 1, result: {} }));
    expect(judge.judgeClientLine(lineOf(request(1, 'ping'))).kind).toBe('forward');
  });

  it.each([
    ['nobody asked for', { jsonrpc: '2.0', id: 1, result: {} }],
    ['without an id', { jsonrpc: '2.0', result: {} }],
    ['with a null id', { jsonrpc: '2.0', id: null, error: { code: 1, message: 'x' } }],
    ['with a result and an error', { jsonrpc: '2.0', id: 1, result: {}, error: {} }],
  ])('a response %s is dropped', (_name, message) => {
    expect(newJudge().judgeClientLine(lineOf(message)).kind).toBe('drop');
  });

  it('a response to a request of the server crosses once', () => {
    const judge = newJudge();
    judge.judgeServerLine(lineOf(request(7, 'roots/list')));
    const line = lineOf({ jsonrpc: '2.0', id: 7, result: { roots: [] } });
    expect(judge.judgeClientLine(line)).toEqual({ kind: 'forward', line });
    expect(judge.judgeClientLine(line).kind).toBe('drop');
  });

  it('a response to a request the server took back is dropped', () => {
    const judge = newJudge();
    judge.judgeServerLine(lineOf(request(7, 'roots/list')));
    judge.judgeServerLine(
      lineOf({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 7 } }),
    );
    expect(judge.judgeClientLine(lineOf({ jsonrpc: '2.0', id: 7, result: {} })).kind).toBe('drop');
  });

  it('a cancellation crosses, and cancelled calls without an answer are forgotten in their order', () => {
    const judge = newJudge();
    const cancel = (id: number) =>
      judge.judgeClientLine(
        lineOf({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: id } }),
      );
    for (let id = 0; id <= 1024; id += 1) judge.judgeClientLine(lineOf(callOf(id, 'x')));
    for (let id = 0; id < 1024; id += 1) expect(cancel(id)).not.toHaveProperty('forgotten');
    expect(cancel(1024)).toMatchObject({ kind: 'forward', forgotten: { id: 0 } });
  });
});
