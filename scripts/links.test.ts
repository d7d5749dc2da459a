import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const skipped = new Set(['node_modules', 'dist', 'coverage', 'reports', '.git']);

/** Every Markdown file of the repository. */
function markdownFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return markdownFiles(path);
    return entry.name.endsWith('.md') && !entry.name.endsWith('.api.md') ? [path] : [];
  });
}

/** The text without its code, where brackets are no links. */
function proseOf(file: string): string {
  return readFileSync(file, 'utf8')
    .replace(/^ *```[\s\S]*?^ *```/gm, '')
    .replace(/`[^`\n]*`/g, '');
}

/** The anchors of a page's headings, as the usual renderers make them. */
function anchorsOf(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8').replace(/^ *```[\s\S]*?^ *```/gm, '');
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  );
}

function brokenLinks(file: string): readonly string[] {
  const targets = [...proseOf(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? '');
  return targets.filter((target) => {
    if (/^[a-z]+:/.test(target)) return false;
    const [path = '', anchor] = target.split('#');
    const destination = path === '' ? file : join(dirname(file), path);
    if (!existsSync(destination)) return true;
    return anchor !== undefined && destination.endsWith('.md') && !anchorsOf(destination).includes(anchor);
  });
}

describe('the documentation', () => {
  const files = markdownFiles(root);

  it('is found', () => {
    expect(files.length).toBeGreaterThan(8);
  });

  it.each(files.map((file) => relative(root, file)))('%s has no link that leads nowhere', (file) => {
    expect(brokenLinks(join(root, file))).toEqual([]);
  });

  it('lists every decision', () => {
    const folder = join(root, 'docs/decisions');
    const index = readFileSync(join(folder, 'README.md'), 'utf8');
    const pages = readdirSync(folder).filter((name) => /^\d{4}-/.test(name));
    expect(pages.filter((name) => !index.includes(`](${name})`))).toEqual([]);
  });
});
