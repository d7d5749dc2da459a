import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stubNames } from './line-pieces.ts';

/** One line to run, and whether its commands succeed. */
export interface ShellRun {
  readonly line: string;
  readonly status: 0 | 1;
}

/** The words of the commands that a line ran, in the order in which they reported. */
export type RecordedCommands = readonly (readonly string[])[];

/** A folder with programs that record their words, and a real shell that knows no others. */
export interface RealShell {
  /** Runs each line alone in a fresh shell, and gives what was run. */
  run(runs: readonly ShellRun[]): Promise<readonly RecordedCommands[]>;
  close(): void;
}

// `$0` is the stub's whole path. One `printf` is one write to a file opened for appending, so records never mix.
const stub = `#!/bin/sh
printf '%s\\0' "$#" "\${0##*/stubs/}" "$@" >>"$PROVISO_RECORD"
exit "$PROVISO_STATUS"
`;

// Every line is the sole program of a shell of its own (`-c`), so nothing of the driver can change how it is read.
// The shell's own errors are of no interest, and its input is empty, so nothing waits.
const driver = `ulimit -f 2048 -c 0
cd "$3" || exit 1
number=0
while IFS= read -r -d '' status && IFS= read -r -d '' line; do
  PROVISO_STATUS=$status PROVISO_RECORD=$2/$number "\${@:4}" -c "$line" name 'p one' p2 </dev/null >/dev/null 2>&1
  number=$((number + 1))
done <"$1"
`;

const environment = {
  HOME: '/nowhere/home',
  x: 'one two',
  y: '*',
  star: 'a * b',
  LC_ALL: 'C.UTF-8',
};

/** Makes a real shell; `command` is how it is started, without start-up files. */
export function createRealShell(command: readonly string[], names: readonly string[] = stubNames): RealShell {
  const folder = mkdtempSync(join(tmpdir(), 'proviso-shell-'));
  const stubs = join(folder, 'stubs');
  mkdirSync(stubs);
  writeFileSync(join(folder, 'stub'), stub);
  chmodSync(join(folder, 'stub'), 0o755);
  for (const name of names) symlinkSync(join(folder, 'stub'), join(stubs, name));
  let batch = 0;
  return {
    async run(runs) {
      batch += 1;
      const work = join(folder, `batch${batch}`);
      const records = join(work, 'records');
      const empty = join(work, 'empty');
      mkdirSync(records, { recursive: true });
      mkdirSync(empty);
      const input = join(work, 'lines');
      writeFileSync(input, runs.map(({ status, line }) => `${status}\0${line}\0`).join(''));
      await drive(['-c', driver, 'driver', input, records, empty, ...command], stubs);
      const made = readdirSync(empty);
      if (made.length > 0) throw new Error(`a line made files: ${JSON.stringify(made)}`);
      return runs.map((_, index) => readRecords(join(records, String(index))));
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function drive(args: readonly string[], stubs: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/bash', ['--norc', '--noprofile', ...args], {
      env: { ...environment, PATH: stubs },
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: 10 * 60_000,
    });
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`the driver ended with ${code}`)),
    );
  });
}

function readRecords(file: string): RecordedCommands {
  if (!existsSync(file)) return [];
  const fields = readFileSync(file, 'utf8').split('\0');
  const commands: string[][] = [];
  for (let at = 0; at < fields.length - 1; ) {
    const end = at + 2 + Number(fields[at]);
    commands.push(fields.slice(at + 1, end));
    at = end;
  }
  return commands;
}
