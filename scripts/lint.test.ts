import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const made: string[] = [];

/** Lints one file under this repository's rules and names the rules it breaks. */
function lint(path: string, text: string): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'proviso-lint-'));
  made.push(folder);
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  copyFileSync(join(root, 'biome.json'), join(folder, 'biome.json'));
  writeFileSync(join(folder, path), text);
  const biome = join(root, 'node_modules/.bin/biome');
  const { stdout } = spawnSync(biome, ['lint', '--reporter=json', path], { cwd: folder, encoding: 'utf8' });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { category: string; severity: string }[] };
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ category }) => category);
}

afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

describe('the linter', () => {
  const asynchronous = 'async function go(): Promise<void> {}\n';

  it.each([
    ['a promise nobody waits for', `${asynchronous}go();`, 'lint/nursery/noFloatingPromises'],
    [
      'a promise as a condition',
      `${asynchronous}if (go()) console.log(1);`,
      'lint/nursery/noMisusedPromises',
    ],
    ['any', 'export const a: any = 1;', 'lint/suspicious/noExplicitAny'],
    ['an enum', 'export enum A {\n  b,\n}', 'lint/style/noEnum'],
    ['export *', "export * from './b.ts';", 'lint/performance/noReExportAll'],
  ])('reports %s', (_, text, category) => {
    expect(lint('packages/node/src/planted.ts', `${text}\n`)).toContain(category);
  });

  it('reports a clock in core, and only there', () => {
    const text = 'export const now = Date.now();\n';
    expect(lint('packages/core/src/planted.ts', text)).toEqual(['lint/style/noRestrictedGlobals']);
    expect(lint('packages/node/src/planted.ts', text)).toEqual([]);
  });

  it('reports a file that is not in kebab-case', () => {
    const category = 'lint/style/useFilenamingConvention';
    expect(lint('packages/node/src/plantedFile.ts', 'export const a = 1;\n')).toEqual([category]);
  });

  it('accepts a promise that is awaited', () => {
    expect(lint('packages/node/src/planted.ts', `${asynchronous}await go();\n`)).toEqual([]);
  });
});
