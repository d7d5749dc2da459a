import { describe, expect, it } from 'vitest';
import { engineFor } from '../testing/engine-for.ts';
import { judgeEveryReading } from './strictest-reading.ts';

function answer(global: object, tool: string) {
  return judgeEveryReading(engineFor({ global })).decide({ tool }).action;
}

describe('a deny of any reading of a URI counts (R33)', () => {
  it.each([
    'file:///etc/hostname',
    'file:/etc/hostname',
    'file:etc/hostname',
    'file://localhost/etc/hostname',
    'file://LOCALHOST/etc/hostname',
    'FILE:///etc/hostname',
    'file:////etc/hostname',
    'file:///./etc/hostname',
    'file:///etc/./hostname',
    'file:///%65tc/hostname',
    'file:///%2565tc/hostname',
    'file:///etc%2fhostname',
    'file:///srv/../etc/hostname',
    'file:///srv/%2e%2e/etc/hostname',
    'file:///srv/..%2fetc/hostname',
    'file:///srv/..\\etc\\hostname',
    'file:///srv/?/../../etc/hostname',
    'file:///srv/#/../../etc/hostname',
    ' file:///etc/hostname',
    'file:\n///e\ttc/hostname',
    '\u0001file:///etc/hostname',
    '\u200bfile:///etc/hostname',
  ])('%j below `file:///etc/*`', (uri) => {
    expect(answer({ default: 'allow', deny: ['resource:file:///etc/*'] }, `resource:${uri}`)).toBe('deny');
  });

  it.each([
    ' demo://secret/key',
    'demo://secret:/key',
    'demo://u@secret/key',
    'demo://secret//key',
    'demo://%73ecret/key',
    'demo://secret/x/../key',
    'demo://secret/key?x',
    'demo://secret/key#x',
  ])('%j as `demo://secret/key`', (uri) => {
    expect(answer({ default: 'allow', deny: ['resource:demo://secret/key'] }, `resource:${uri}`)).toBe(
      'deny',
    );
  });

  it.each(['file:/etc/*', 'file://localhost/etc/*', 'file:///%65tc/*'])('a deny written as %j', (pattern) => {
    const uri = pattern === 'file:///%65tc/*' ? 'file:///%65tc/x' : 'file:///etc/x';
    expect(answer({ default: 'allow', deny: [`resource:${pattern}`] }, `resource:${uri}`)).toBe('deny');
  });

  it('an ask counts over an allow', () => {
    expect(answer({ default: 'allow', ask: ['resource:file:///etc/*'] }, 'resource:file:///a/../etc/x')).toBe(
      'ask',
    );
  });

  it.each(['x'.repeat(8193), `file:///${'%25'.repeat(1)}${'25'.repeat(20)}41`])(
    'a URI without an end is denied',
    (uri) => {
      expect(answer({ default: 'allow' }, `resource:${uri}`)).toBe('deny');
    },
  );

  it('a prompt with something invisible or white space around it', () => {
    for (const name of [' hidden', 'hidden\u0000', '\u200b hidden'])
      expect(answer({ default: 'allow', deny: ['prompt:hidden'] }, `prompt:${name}`)).toBe('deny');
  });
});

describe('an allow holds for all readings (R33)', () => {
  it.each([
    'file:///srv/../etc/hostname',
    'file:///srv/%2e%2e/etc/hostname',
    'file:///srv/%252e%252e/etc/hostname',
    'file:///srv/..\\..\\etc\\hostname',
    'file:///srv/x/..%2f..%2fetc/hostname',
    'file:///srv/..%2f..%2fetc',
    'file:///srv//../../etc/x',
  ])('%j is not below `file:///srv/*`', (uri) => {
    expect(answer({ allow: ['resource:file:///srv/*'] }, `resource:${uri}`)).toBe('deny');
  });

  it.each([
    ['file:///srv/*', 'file:///srv/a/b.txt'],
    ['file:///srv/*', 'file:///srv/a%20b.txt'],
    ['file:///srv/my%20docs/*', 'file:///srv/my%20docs/a.txt'],
    ['file:/srv/*', 'file:/srv/a.txt'],
    ['https://example.com', 'https://example.com'],
    ['https://example.com/*', 'https://example.com/a?q=1#b'],
    ['postgres://me@host/db/*', 'postgres://me@host/db/t/schema'],
    ['demo://resource/static/*', 'demo://resource/static/1'],
    ['memo:insights', 'memo:insights'],
    ['plain', 'plain'],
  ])('`%s` allows %j', (pattern, uri) => {
    expect(answer({ allow: [`resource:${pattern}`] }, `resource:${uri}`)).toBe('allow');
  });

  it('names of tools and prompts in capitals are as they were', () => {
    expect(answer({ allow: ['Tool', 'prompt:SumUp'] }, 'prompt:SumUp')).toBe('allow');
    expect(answer({ allow: ['Tool'] }, 'Tool')).toBe('allow');
  });
});

it('a decision point that gives no decision for one reading is not covered by the others (R9)', () => {
  const allowed = engineFor({ global: { default: 'allow' } });
  const point = judgeEveryReading({
    decide: (call) => (call.tool.includes('etc') ? (undefined as never) : allowed.decide(call)),
  });
  expect(point.decide({ tool: 'resource:file:///%65tc/x' })).toBeUndefined();
});
