import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { assertPolicyDocument, createEngine, type Engine } from '@proviso/core';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { resolvePath } from './resolve-path.ts';

let root = '';
let allowing: Engine;
let denying: Engine;

beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'links-')));
  for (const folder of ['ws/src/deep', 'outside/secret', 'outside/plain'])
    mkdirSync(join(root, folder), { recursive: true });
  for (const file of ['ws/a', 'ws/src/b', 'ws/src/deep/c', 'outside/secret/key', 'outside/plain/d'])
    writeFileSync(join(root, file), '');
  const links = [
    ['ws/out', '../outside'],
    ['ws/key', '../outside/secret/key'],
    ['ws/in', 'src'],
    ['ws/dangling', '../outside/secret/new'],
    ['ws/up', '..'],
    ['ws/circle', 'circle'],
    ['ws/src/far', join(root, 'outside/secret')],
    ['ws/src/deep/chain', '../../out/secret'],
    ['ws/top', '/'],
    ['outside/back', '../ws/src'],
    ['outside/plain/side', '../secret'],
    ['to-ws', 'ws'],
  ] as const;
  for (const [from, to] of links) symlinkSync(to, join(root, from));
  // The workspace itself is named by a link.
  const environment = {
    cwd: join(root, 'ws/src'),
    home: join(root, 'outside'),
    workspace: join(root, 'to-ws'),
    resolvePath,
  };
  const engine = (global: unknown) =>
    createEngine(assertPolicyDocument({ version: 1, global }), {
      environment,
      logger: { info() {}, warn() {} },
    });
  allowing = engine({ allow: [{ tool: 't', when: { path: { path: { within: ['.'] } } } }] });
  denying = engine({ deny: [{ tool: 't', when: { path: { path: { within: ['~/secret'] } } } }] });
});

afterAll(() => rmSync(root, { recursive: true }));

const isAllowed = (engine: Engine, path: string) =>
  engine.decide({ tool: 't', args: { path } }).action === 'allow';

const names = [
  'ws',
  'src',
  'deep',
  'outside',
  'secret',
  'plain',
  'to-ws',
  'out',
  'in',
  'up',
  'far',
  'chain',
  'back',
];
const others = ['side', 'dangling', 'key', 'circle', 'top', 'a', 'new', 'x', '.', '..', '..', '..', ''];
const tail = fc
  .array(fc.constantFrom(...names, ...others), { maxLength: 9 })
  .map((segments) => segments.join('/'));
// Longer beginnings first: most generated paths then stay in the tree.
const spelling = fc
  .tuple(fc.constantFrom('', 'R/', 'R/ws/', 'R/ws/src/', 'R/to-ws/', '~/', 'file://R/ws/', './', '../'), tail)
  .map(([start, end]) => start + end);

/** What a tool opens that tidies the text first, and what one opens that hands it to the system as it is. */
function opened(spelled: string): readonly string[] {
  const bare = spelled.replace(/^file:\/\//, '').replace(/^~/, join(root, 'outside'));
  const written = bare.startsWith('/') ? bare : `${root}/ws/src/${bare}`;
  return [resolve(written), written];
}

function realPlace(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

const isBelow = (folder: string, place: string) => place === folder || place.startsWith(`${folder}/`);

it('R48.1: a path that is surely within the workspace is opened within it, however it is opened', () => {
  let allowed = 0;
  fc.assert(
    fc.property(spelling, (spelled) => {
      const value = spelled.replace('R', root);
      if (!isAllowed(allowing, value)) return;
      allowed += 1;
      for (const path of opened(value)) {
        const place = realPlace(path);
        if (place !== undefined) expect(isBelow(join(root, 'ws'), place)).toBe(true);
      }
    }),
    { numRuns: 20_000 },
  );
  expect(allowed).toBeGreaterThan(500);
});

it('R48.1: a file written to a path that is surely within the workspace is created within it', () => {
  fc.assert(
    fc.property(spelling, (spelled) => {
      const value = `${spelled.replace('R', root)}/new-file`;
      if (!isAllowed(allowing, value)) return;
      for (const path of opened(value)) {
        try {
          writeFileSync(path, '');
        } catch {
          continue;
        }
        const place = realpathSync.native(path);
        rmSync(place);
        expect(isBelow(join(root, 'ws'), place)).toBe(true);
      }
    }),
    { numRuns: 5_000 },
  );
  const dangling = join(root, 'ws/dangling');
  expect(isAllowed(allowing, dangling)).toBe(false);
  expect(isAllowed(denying, dangling)).toBe(false);
});

it('R48.1: a denied place is denied by every spelling that opens it', () => {
  let reached = 0;
  fc.assert(
    fc.property(spelling, (spelled) => {
      const value = spelled.replace('R', root);
      const places = opened(value).map(realPlace);
      if (!places.some((place) => place !== undefined && isBelow(join(root, 'outside/secret'), place)))
        return;
      reached += 1;
      expect(isAllowed(denying, value)).toBe(false);
    }),
    { numRuns: 20_000 },
  );
  expect(reached).toBeGreaterThan(100);
});

it.each([
  ['a folder reached by a link is judged by where it is', 'ws/in/b', true],
  ['what does not exist yet is judged by the folder it will be in', 'ws/new/folder/file', true],
  ['a link out of the workspace leads out of it', 'ws/out/plain/d', false],
  ['a dot segment after a link climbs from where the link leads', 'ws/out/../outside/plain', false],
  ['a dot segment after a link, though the text stays within', 'ws/up/../ws/a', false],
  ['a circle leads nowhere', 'ws/circle', false],
  ['a link to the root leads anywhere', 'ws/top/etc', false],
  ['a sibling of the workspace is not in it', 'outside/plain/d', false],
])('R48.1: %s', (_condition, path, allowed) => {
  expect(isAllowed(allowing, `${root}/${path}`)).toBe(allowed);
});

it.each(['ws/out/secret/key', 'ws/key', 'ws/src/far', 'ws/src/deep/chain/key', 'outside/plain/side/key'])(
  'R48.1: %s leads to a denied place',
  (path) => expect(isAllowed(denying, `${root}/${path}`)).toBe(false),
);

it('R48.1: what lies elsewhere is not denied', () => {
  for (const path of ['ws/a', 'ws/src/b', 'outside/plain/d', 'ws/out/plain/d', 'ws/new'])
    expect(isAllowed(denying, `${root}/${path}`)).toBe(true);
});
