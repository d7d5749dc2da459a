import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const readme = fileURLToPath(new URL('../README.md', import.meta.url));
const example =
  /<!-- example: first -->\s*```(?:ts|js|typescript|javascript)\n([\s\S]*?)```[\s\S]*?```text\n([\s\S]*?)```/;

/**
 * Gives the README's first program and what the README says it prints.
 * @param {string} [text]
 * @returns {{ program: string, output: string }}
 */
export function readmeExample(text = readFileSync(readme, 'utf8')) {
  const [, program, output] = example.exec(text) ?? [];
  if (program === undefined || output === undefined) {
    throw new Error('README.md has no `<!-- example: first -->` before a program and its ```text output');
  }
  return { program, output };
}
