import { writeFileSync } from 'node:fs';
import { parseCommandLine } from '../command-line/parse-command-line.ts';
import { UsageFault } from '../command-line/usage-fault.ts';
import { initManual } from '../manual/init-manual.ts';
import { print } from '../terminal/output.ts';
import { createPaint } from '../terminal/paint.ts';
import { showPlain } from '../terminal/show-plain.ts';
import { starterPolicy } from './starter-policy.ts';

/** `proviso init`: a policy to start from; never over a file that is there, unless told so. */
export async function run(words: readonly string[]): Promise<number> {
  const line = parseCommandLine(words, initManual);
  const [file = 'proviso.yaml', extra] = [...line.operands, ...(line.rest ?? [])];
  if (extra !== undefined) throw new UsageFault('one file at a time');
  if (file.toLowerCase().endsWith('.json')) {
    throw new UsageFault('the first policy is YAML, which can hold comments', {
      hint: 'choose a name that ends in `.yaml`',
    });
  }
  write(file, line.has('force'));
  const paint = createPaint(process.stdout);
  const named = file === 'proviso.yaml' ? '' : ` --policy ${quoteForShell(file)}`;
  await print(
    `${paint('green', 'written')} ${showPlain(file)}\n\n` +
      'Ask it:\n' +
      `  proviso check${named} --agent reader read_file\n` +
      `  proviso explain${named} --agent reader delete_file\n` +
      'Put it in front of an MCP server:\n' +
      `  proviso mcp${named} --agent reader -- COMMAND ARGS…\n`,
  );
  return 0;
}

function write(file: string, force: boolean): void {
  try {
    // `wx` creates and never opens what is there, so nothing is lost between a look and the writing.
    writeFileSync(file, starterPolicy, { flag: force ? 'w' : 'wx' });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST') {
      throw new UsageFault(`\`${showPlain(file)}\` exists and was left as it is`, {
        hint: 'write over it with `--force`',
        cause,
      });
    }
    throw cause;
  }
}

function quoteForShell(word: string): string {
  return /^[\w./-]+$/.test(word) ? word : `'${showPlain(word).replaceAll("'", "'\\''")}'`;
}
