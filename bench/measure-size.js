import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/**
 * Bytes of everything `@proviso/core` exports, bundled and minified for a browser.
 * @returns {Promise<{ minified: number, gzipped: number }>}
 */
export async function measureSize() {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(import.meta.resolve('@proviso/core'))],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2023',
    write: false,
    logLevel: 'error',
  });
  const contents = outputFiles[0]?.contents;
  if (contents === undefined) throw new Error('the bundler wrote nothing');
  return { minified: contents.length, gzipped: gzipSync(contents, { level: 9 }).length };
}
