import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, describe, expect, it } from 'vitest';
import borders from '../.dependency-cruiser.js';

const made: string[] = [];

/** Writes a small workspace laid out like this one and gives its folder. */
function plant(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'proviso-borders-'));
  made.push(folder);
  const workspace: Record<string, string> = {
    'package.json': '{ "name": "planted", "type": "module" }',
    'node_modules/yaml/package.json': '{ "name": "yaml", "version": "2.0.0", "main": "index.js" }',
    'node_modules/yaml/index.js': '',
    'node_modules/left-pad/package.json': '{ "name": "left-pad", "version": "1.0.0", "main": "index.js" }',
    'node_modules/left-pad/index.js': '',
  };
  for (const name of ['core', 'node', 'mcp', 'cli']) {
    workspace[`packages/${name}/package.json`] =
      `{ "name": "@proviso/${name}", "type": "module", "exports": { ".": "./src/index.ts" } }`;
    workspace[`packages/${name}/src/index.ts`] = 'export const name = 1;\n';
  }
  for (const [path, text] of Object.entries({ ...workspace, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  mkdirSync(join(folder, 'node_modules/@proviso'));
  for (const name of ['core', 'node', 'mcp', 'cli']) {
    symlinkSync(join(folder, 'packages', name), join(folder, 'node_modules/@proviso', name));
  }
  return folder;
}

/** Names the border rules a workspace breaks, as `rule: from -> to`. */
async function violations(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const folders = [...new Set(['packages', ...Object.keys(files).map((path) => path.split('/')[0] ?? '')])];
  const { options, ...rules } = borders;
  const result = await cruise(folders, { ...options, baseDir: plant(files), validate: true, ruleSet: rules });
  const { summary } = result.output as ICruiseResult;
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
}

afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** The rule that must report, the file a line is planted in, the line. */
const planted: readonly (readonly [rule: string, path: string, line: string])[] = [
  ['core-imports-nothing', 'packages/core/src/a.ts', "import { join } from 'node:path';"],
  ['core-imports-nothing', 'packages/core/src/a.ts', "import type { Stats } from 'node:fs';"],
  ['core-imports-nothing', 'packages/core/src/a.ts', "import { parse } from 'yaml';"],
  ['core-imports-nothing', 'packages/core/src/a.ts', "import { name } from '@proviso/node';"],
  ['core-order-json', 'packages/core/src/json/a.ts', "import '../kernel/b.ts';"],
  ['core-order-kernel', 'packages/core/src/kernel/a.ts', "import '../document/b.ts';"],
  ['core-order-document', 'packages/core/src/document/a.ts', "import '../compile/b.ts';"],
  ['core-order-predicate', 'packages/core/src/predicate/a.ts', "import '../compile/b.ts';"],
  ['core-order-compile', 'packages/core/src/compile/a.ts', "import '../decide/b.ts';"],
  ['core-order-decide', 'packages/core/src/decide/a.ts', "import '../guard/b.ts';"],
  [
    'core-order-decision-types-only',
    'packages/core/src/kernel/a.ts',
    "import { codes } from '../decide/decision.ts';",
  ],
  ['core-rooms-not-through-index', 'packages/core/src/kernel/a.ts', "import '../index.ts';"],
  ['node-neighbours', 'packages/node/src/a.ts', "import { name } from '@proviso/mcp';"],
  ['mcp-neighbours', 'packages/mcp/src/a.ts', "import { name } from '@proviso/cli';"],
  ['cli-neighbours', 'packages/cli/src/a.ts', "import '../../fleet/src/index.ts';"],
  ['node-third-party', 'packages/node/src/a.ts', "import pad from 'left-pad';"],
  ['mcp-third-party', 'packages/mcp/src/a.ts', "import { parse } from 'yaml';"],
  ['cli-third-party', 'packages/cli/src/a.ts', "import pad from 'left-pad';"],
  ['public-entry-only', 'packages/node/src/a.ts', "import '../../core/src/kernel/b.ts';"],
  ['packages-stand-alone', 'packages/node/src/a.ts', "import '../../../spec/reference/evaluate.js';"],
  ['no-test-imports', 'packages/node/src/a.ts', "import './b.test.ts';"],
  ['reference-imports-nothing', 'spec/reference/a.js', "import { join } from 'node:path';"],
  ['reference-imports-nothing', 'spec/reference/a.js', "import '../read-vectors.ts';"],
  ['examples-use-public-entries', 'examples/a.ts', "import '../packages/core/src/kernel/b.ts';"],
  ['no-unresolvable', 'packages/node/src/a.ts', "import './nowhere.ts';"],
  ['no-cycles', 'packages/node/src/a.ts', "import './a-again.ts';"],
];

describe('who may import whom', () => {
  it('accepts imports that follow the table', async () => {
    const found = await violations({
      'packages/core/src/json/value.ts': 'export type Value = unknown;\n',
      'packages/core/src/decide/decision.ts': 'export interface Decision {}\n',
      'packages/core/src/kernel/violation.ts': "import type { Decision } from '../decide/decision.ts';\n",
      'packages/core/src/guard/guard.ts': "import { value } from '../json/value.ts';\n",
      'packages/core/src/guard/guard.test.ts': "import { readFileSync } from 'node:fs';\n",
      'packages/node/src/file.ts':
        "import { name } from '@proviso/core';\nimport { parse } from 'yaml';\nimport { join } from 'node:path';\n",
      'packages/cli/src/main.ts': "const mcp = await import('@proviso/mcp');\n",
      'packages/cli/src/commands.ts': "const load = () => import('./help.ts');\n",
      'packages/cli/src/help.ts': "import './commands.ts';\n",
      'spec/reference/evaluate.js': 'export const evaluate = 1;\n',
    });
    expect(found).toEqual([]);
  });

  it.each(planted)('reports %s when %s says %s', async (rule, path, line) => {
    const found = await violations({
      'packages/core/src/kernel/b.ts': 'export const b = 1;\n',
      'packages/core/src/document/b.ts': 'export const b = 1;\n',
      'packages/core/src/compile/b.ts': 'export const b = 1;\n',
      'packages/core/src/decide/b.ts': 'export const b = 1;\n',
      'packages/core/src/decide/decision.ts': 'export const codes = 1;\n',
      'packages/core/src/guard/b.ts': 'export const b = 1;\n',
      'packages/node/src/b.test.ts': 'export const b = 1;\n',
      'packages/node/src/a-again.ts': "import './a.ts';\n",
      'packages/fleet/src/index.ts': 'export const fleet = 1;\n',
      'spec/reference/evaluate.js': 'export const evaluate = 1;\n',
      [path]: `${line}\n`,
    });
    const reported = found.filter((violation) => violation.startsWith(`${rule}: `));
    expect(reported).toHaveLength(1);
    expect(reported[0]).toContain(path);
  });

  it('has a planted violation for every rule', () => {
    const names = borders.forbidden?.map((rule) => rule.name) ?? [];
    expect(names.length).toBeGreaterThan(15);
    expect([...new Set(planted.map(([rule]) => rule))].sort()).toEqual([...new Set(names)].sort());
  });
});
