import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const rows = readFileSync(join(root, 'docs/fail-closed.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| F\d+ \|/.test(line))
  .map((line) => {
    const [, id = '', , , shown = ''] = line.split('|').map((cell) => cell.trim());
    return { id, shown };
  });

/** The titles a cell names, each with the file it should stand in. */
function namedTitles(shown: string): readonly { readonly file: string; readonly title: string }[] {
  let file = '';
  const found = [];
  for (const [, path, title] of shown.matchAll(/(?:^|· )`([^`]+\/[^`]+)`|"([^"]+)"/g)) {
    if (path !== undefined) file = path;
    if (title !== undefined) found.push({ file, title });
  }
  return found;
}

/** True when the file has a test or a vector of that title. */
function hasTitle(file: string, title: string): boolean {
  const path = join(root, file);
  if (!existsSync(path)) return false;
  const text = readFileSync(path, 'utf8');
  if (!file.endsWith('.json')) return text.includes(title);
  const { cases } = JSON.parse(text) as { cases: readonly { name: string }[] };
  return cases.some(({ name }) => name === title);
}

describe('docs/fail-closed.md', () => {
  it('has a row for each of F1 to F20, in order', () => {
    expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, index) => `F${index + 1}`));
  });

  it.each(rows)('$id names a test that is there, or says why there is none yet', ({ shown }) => {
    const named = namedTitles(shown);
    expect(named.filter(({ file, title }) => !hasTitle(file, title))).toEqual([]);
    if (named.length === 0) expect(shown).toMatch(/^not yet applicable because \w/);
  });
});
