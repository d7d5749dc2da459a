// Packs the public packages and treats the tarballs as a user would: their manifests and types are judged, they
// are installed into an empty project, and the README's first program and the command run from there.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { readmeExample } from './readme-example.js';
import { installAll, packAll, root } from './tarballs.js';

/** @typedef {import('./tarballs.js').PackedPackage} PackedPackage */

/** In bytes: the kernel, documents by name, engine and guard, which is core without the room of the predicates. */
const namesLimit = 15_000;
/** In bytes: all of core (docs/decisions/0004-predicates-in-core.md). */
const coreLimit = 36_000;
const tool = (/** @type {string} */ name) => join(root, 'node_modules/.bin', name);

/** @param {PackedPackage} packed */
async function judgeManifest({ tarball }) {
  const bytes = new Uint8Array(readFileSync(tarball)).buffer;
  const { messages, pkg } = await publint({ pack: { tarball: bytes }, strict: true });
  if (messages.length > 0) throw new Error(messages.map((message) => formatMessage(message, pkg)).join('\n'));
}

/** @param {PackedPackage} packed */
function judgeTypes({ tarball }) {
  const args = [tarball, '--profile=esm-only', '--no-definitely-typed', '--format=ascii', '--no-emoji'];
  const { status, stdout, stderr } = spawnSync(tool('attw'), args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stdout + stderr);
}

/** @param {PackedPackage} packed */
function judgeFiles({ name, files }) {
  const stray = files.filter((path) => /\.test\.|\.test-d\.|\/testing\/|tsbuildinfo|\.snap$/.test(path));
  if (stray.length > 0) throw new Error(`\`${name}\` carries ${stray.join(', ')}`);
  for (const wanted of ['package.json', 'README.md', 'LICENSE']) {
    if (!files.includes(wanted)) throw new Error(`\`${name}\` lacks ${wanted}`);
  }
}

/**
 * The room of the predicates with nothing in it but its names, for measuring what stands without it.
 * @type {import('esbuild').Plugin}
 */
const emptyPredicates = {
  name: 'empty-predicates',
  setup(builder) {
    const names = ['holdsForSome', 'readAllTemplated', 'readCondition', 'readTexts'];
    const contents = `export const builtinPredicates = [];${names.map((name) => `export const ${name} = undefined;`).join('')}`;
    builder.onLoad({ filter: /core\/dist\/predicate\// }, () => ({ contents }));
  },
};

/** @param {import('esbuild').Plugin[]} plugins */
async function sizeOfCore(plugins) {
  const result = await build({
    entryPoints: [join(root, 'packages/core/dist/index.js')],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    write: false,
    plugins,
  });
  return gzipSync(result.outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).length;
}

async function judgeCoreSize() {
  const sizes = [
    {
      what: '@proviso/core without predicates',
      size: await sizeOfCore([emptyPredicates]),
      limit: namesLimit,
    },
    { what: '@proviso/core', size: await sizeOfCore([]), limit: coreLimit },
  ];
  for (const { what, size, limit } of sizes) {
    console.log(`     ${what} is ${size} bytes, minified and gzipped, of ${limit}`);
    if (size > limit) throw new Error(`${what} is ${size} bytes, over ${limit}`);
  }
}

/** @param {string} project */
function runReadmeProgram(project) {
  const { program, output } = readmeExample();
  writeFileSync(join(project, 'first.js'), program);
  const printed = execFileSync(process.execPath, ['first.js'], { cwd: project, encoding: 'utf8' });
  if (printed.trim() !== output.trim())
    throw new Error(`the README says\n${output}\nbut it printed\n${printed}`);
}

/** @param {string} project */
function typecheckReadmeProgram(project) {
  const compilerOptions = {
    strict: true,
    // The README's program is JavaScript, so its parameters state no types; everything else is checked.
    noImplicitAny: false,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: false,
    target: 'ES2023',
    lib: ['ES2023'],
    module: 'NodeNext',
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
  };
  writeFileSync(join(project, 'first.ts'), readmeExample().program);
  writeFileSync(
    join(project, 'entries.ts'),
    "import '@proviso/core';\nimport '@proviso/mcp';\nimport '@proviso/node';\n",
  );
  writeFileSync(
    join(project, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, files: ['first.ts', 'entries.ts'] }),
  );
  const { status, stdout } = spawnSync(tool('tsc'), ['-p', project], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stdout);
}

/**
 * @param {string} project
 * @param {string} version
 */
function runCommand(project, version) {
  const printed = execFileSync('npx', ['--no-install', 'proviso', '--version'], {
    cwd: project,
    encoding: 'utf8',
  });
  if (!printed.includes(version)) throw new Error(`\`proviso --version\` printed ${printed}`);
}

let failures = 0;

/**
 * @param {string} name
 * @param {() => void | Promise<void>} check
 */
async function step(name, check) {
  try {
    await check();
    console.log(`ok   ${name}`);
  } catch (error) {
    failures += 1;
    console.log(`FAIL ${name}\n${error instanceof Error ? error.message : String(error)}`);
  }
}

const folder = mkdtempSync(join(tmpdir(), 'proviso-packages-'));
try {
  const packages = packAll(folder);
  for (const packed of packages) {
    await step(`${packed.name}: manifest`, () => judgeManifest(packed));
    await step(`${packed.name}: files`, () => judgeFiles(packed));
    if (packed.folder !== 'cli') await step(`${packed.name}: types`, () => judgeTypes(packed));
  }
  await step('@proviso/core: size', judgeCoreSize);
  const project = join(folder, 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "name": "empty", "private": true, "type": "module" }\n');
  await step('the tarballs install into an empty project', () => installAll(project, packages));
  await step('the README program prints what the README says', () => runReadmeProgram(project));
  await step('the README program and every entry type-check', () => typecheckReadmeProgram(project));
  await step('the command answers', () => runCommand(project, packages.at(-1)?.version ?? ''));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failures === 0 ? 0 : 1;
