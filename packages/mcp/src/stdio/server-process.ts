import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/** How a server is started. */
export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  readonly cwd?: string | undefined;
  /** `inherit`: the gateway's own error stream. Otherwise the server's is copied to it. */
  readonly errorOutput: 'inherit' | Writable;
}

/** How a server ended. */
export interface ServerExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A running server and all processes it started. */
export interface ServerProcess {
  readonly input: Writable;
  readonly output: Readable;
  /** Resolves when the server itself has ended. Never rejects. */
  readonly exited: Promise<ServerExit>;
  /** Sends a signal to the server and everything it started. */
  signal(signal: NodeJS.Signals): void;
  /** Ends the server: closes its input, then terminates, then kills, a grace between each. */
  end(graceMs: number): Promise<void>;
  /** Ends whatever the server left behind. */
  endRest(graceMs: number): Promise<void>;
}

/** Why a server could not be started. */
export class SpawnFault extends Error {
  /** The status a shell would give: 127 for a command that is not there, 126 for one that cannot be run. */
  readonly exitCode: 126 | 127;

  constructor(message: string, options: { readonly exitCode: 126 | 127; readonly cause: unknown }) {
    super(message, { cause: options.cause });
    this.exitCode = options.exitCode;
  }
}

const ownGroup = process.platform !== 'win32';

/** Starts a server in a process group of its own (SPEC R35). @throws SpawnFault */
export async function startServer(command: ServerCommand): Promise<ServerProcess> {
  const child = spawnChild(command);
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause) => reject(toSpawnFault(cause)));
  });
  return new GroupedProcess(child, command.errorOutput);
}

function spawnChild({ command, args, env, cwd, errorOutput }: ServerCommand): ChildProcess {
  try {
    return spawn(command, [...args], {
      stdio: ['pipe', 'pipe', errorOutput === 'inherit' ? 'inherit' : 'pipe'],
      // A group of its own can be signalled whole, so that nothing a wrapper like npx started is left behind.
      detached: ownGroup,
      windowsHide: true,
      ...(env !== undefined && { env }),
      ...(cwd !== undefined && { cwd }),
    });
  } catch (cause) {
    throw toSpawnFault(cause);
  }
}

function toSpawnFault(cause: unknown): SpawnFault {
  const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
  const what = missing
    ? 'the command of the server, or its folder, was not found'
    : 'the server could not be started';
  return new SpawnFault(what, { exitCode: missing ? 127 : 126, cause });
}

class GroupedProcess implements ServerProcess {
  readonly input: Writable;
  readonly output: Readable;
  readonly exited: Promise<ServerExit>;
  readonly #child: ChildProcess;
  #running = true;

  constructor(child: ChildProcess, errorOutput: ServerCommand['errorOutput']) {
    const { stdin, stdout, stderr } = child;
    if (stdin === null || stdout === null) throw new Error('a server has an input and an output');
    this.#child = child;
    this.input = stdin;
    this.output = stdout;
    if (errorOutput !== 'inherit') stderr?.pipe(errorOutput, { end: false });
    // The gateway's own death must not leave the server behind.
    const killWithGateway = (): void => this.signal('SIGKILL');
    process.once('exit', killWithGateway);
    this.exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        this.#running = false;
        process.off('exit', killWithGateway);
        resolve({ code, signal });
      });
    });
  }

  signal(signal: NodeJS.Signals): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      if (ownGroup) process.kill(-pid, signal);
      else if (this.#running) this.#child.kill(signal);
    } catch {
      // It is gone already.
    }
  }

  async end(graceMs: number): Promise<void> {
    this.input.end();
    if (await this.#exitsWithin(graceMs)) return;
    this.signal('SIGTERM');
    if (await this.#exitsWithin(graceMs)) return;
    this.signal('SIGKILL');
    await this.exited;
  }

  async endRest(graceMs: number): Promise<void> {
    if (!this.#hasRest()) return;
    this.signal('SIGTERM');
    const until = Date.now() + graceMs;
    while (this.#hasRest() && Date.now() < until) await sleep(20);
    if (this.#hasRest()) this.signal('SIGKILL');
  }

  #hasRest(): boolean {
    const { pid } = this.#child;
    if (pid === undefined || !ownGroup) return false;
    try {
      process.kill(-pid, 0);
      return true;
    } catch {
      return false;
    }
  }

  #exitsWithin(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms, false);
      void this.exited.then(() => {
        clearTimeout(timer);
        resolve(true);
      });
    });
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
