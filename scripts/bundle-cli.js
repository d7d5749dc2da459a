// Bundles the command into packages/cli/dist: one file for all commands, with what is seldom needed in chunks, one
// file for `check` alone, and the notices of every third-party package that ended up inside. Runs after `tsc -b`:
// the other packages are taken from their dist, exactly as they are published.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const entry = join(root, 'packages/cli/src/main.ts');
const checkEntry = join(root, 'packages/cli/src/check-main.ts');
const outDirectory = join(root, 'packages/cli/dist');
const permittedLicenses = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD']);

/**
 * CommonJS packages ask for built-in modules through `require`, which an ES module does not have. The
 * built-in is handed to them by name instead, at the moment they ask.
 * @type {import('esbuild').Plugin}
 */
const builtinsForCommonJs = {
  name: 'builtins-for-commonjs',
  setup(builder) {
    builder.onResolve({ filter: /.*/ }, (args) =>
      args.kind === 'require-call' && isBuiltin(args.path)
        ? { path: args.path, namespace: 'builtin' }
        : undefined,
    );
    builder.onLoad({ filter: /.*/, namespace: 'builtin' }, (args) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(args.path)});`,
      loader: 'js',
    }));
  },
};

/**
 * Names the third-party packages among the bundled files.
 * @param {readonly string[]} inputs paths as esbuild reports them, relative to the root
 * @returns {readonly string[]} package directories, sorted
 */
function bundledPackages(inputs) {
  const directories = new Set();
  for (const input of inputs) {
    const parts = input.split('/');
    const at = parts.lastIndexOf('node_modules');
    if (at === -1) continue;
    const length = parts[at + 1]?.startsWith('@') ? 3 : 2;
    directories.add(parts.slice(0, at + length).join('/'));
  }
  return [...directories].sort();
}

/**
 * Gives the notice of one bundled package, or throws when its licence is not one we may ship.
 * @param {string} directory
 */
function noticeOf(directory) {
  const manifest = JSON.parse(readFileSync(join(root, directory, 'package.json'), 'utf8'));
  if (!permittedLicenses.has(manifest.license)) {
    throw new Error(`bundled package \`${manifest.name}\` has the licence \`${manifest.license}\``);
  }
  const file = readdirSync(join(root, directory)).find((name) => /^licen[cs]e([-.].+)?$/i.test(name));
  if (file === undefined) throw new Error(`bundled package \`${manifest.name}\` has no licence file`);
  const text = readFileSync(join(root, directory, file), 'utf8').trim();
  return `${manifest.name} ${manifest.version} (${manifest.license})\n\n${text}\n`;
}

/** Removes what an earlier bundle left; the compiler's own output beside it stays. */
function removeEarlierBundle() {
  rmSync(join(outDirectory, 'chunks'), { recursive: true, force: true });
  rmSync(join(outDirectory, 'proviso.js'), { force: true });
  rmSync(join(outDirectory, 'check.cjs'), { force: true });
}

mkdirSync(outDirectory, { recursive: true });
removeEarlierBundle();
/** @type {import('esbuild').BuildOptions & { metafile: true }} */
const common = {
  absWorkingDir: root,
  outdir: outDirectory,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  // The same code as ES modules: unused parts fall away, and a dynamic import sees its names.
  alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') },
  // Large, with WebAssembly of their own, and seldom needed: installed beside the command, loaded for policies that use them.
  external: ['@guanmingchiu/sqlparser-ts', 'libpg-query', 're2js'],
  metafile: true,
  logLevel: 'warning',
  plugins: [builtinsForCommonJs],
};
const whole = await build({
  ...common,
  entryPoints: { proviso: entry },
  chunkNames: 'chunks/[name]-[hash]',
  splitting: true,
  format: 'esm',
});
// `proviso check` is started again and again: one file, and none of the start-up of ES modules.
const check = await build({
  ...common,
  entryPoints: { check: checkEntry },
  // Every start reads the whole file: short names are a third less of it.
  minifyIdentifiers: true,
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
});
const inputs = [whole, check].flatMap(({ metafile }) => Object.keys(metafile.inputs));
const notices = bundledPackages(inputs).map(noticeOf);
const heading = 'The `proviso` command contains the following packages.\n';
const notice = [heading, ...notices].join(`\n${'-'.repeat(80)}\n\n`);
writeFileSync(join(outDirectory, 'THIRD-PARTY-NOTICES.txt'), notice);
