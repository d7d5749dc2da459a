import { once } from 'node:events';

/** Writes to standard output and waits while its reader is slow. */
export async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

/** Writes to standard error. */
export function printError(text: string): void {
  process.stderr.write(text);
}
