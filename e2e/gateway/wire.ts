import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A program's command. */
export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** What the gateway is started with. */
export interface GatewaySettings {
  readonly policy: object;
  readonly agent?: string;
  readonly auditFile?: string;
  readonly maxMessageBytes?: number;
}

export const allowAll: GatewaySettings = { policy: { version: 1, global: { default: 'allow' } } };

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** The gateway in front of a server. */
export function behindGateway(server: Command, settings: GatewaySettings = allowAll): Command {
  const args = [here('gateway-program.js'), JSON.stringify(settings), server.command, ...server.args];
  return { ...server, command: process.execPath, args };
}

/** The server that misbehaves on purpose. */
export function fixtureServer(...flags: string[]): Command {
  return { command: process.execPath, args: [here('fixture-server.js'), ...flags] };
}

/** A program on the other end of two pipes, spoken to line by line. */
export class Wire {
  readonly process: ChildProcess;
  /** Every line that came, without its newline. */
  readonly lines: string[] = [];
  errors = '';
  #rest: string[] = [];
  readonly exited: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  readonly #watchers = new Set<() => void>();

  constructor({ command, args, env }: Command) {
    this.process = spawn(command, [...args], { stdio: 'pipe', env: { ...process.env, ...env } });
    this.process.stdout?.setEncoding('utf8').on('data', (chunk: string) => this.#take(chunk));
    this.process.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      this.errors += chunk;
      this.#wake();
    });
    this.process.stdin?.on('error', () => undefined);
    this.exited = new Promise((resolve) => {
      this.process.once('close', (code, signal) => {
        resolve({ code, signal });
        this.#wake();
      });
    });
  }

  send(message: object | string): void {
    this.process.stdin?.write(`${typeof message === 'string' ? message : JSON.stringify(message)}\n`);
  }

  /** The first line of which a pattern is true. */
  async line(pattern: RegExp): Promise<string> {
    for (let index = 0; ; index += 1) {
      await this.until(() => this.lines.length > index);
      const line = this.lines[index] ?? '';
      if (pattern.test(line)) return line;
    }
  }

  /** Sends a request and gives the very line of its answer. */
  async ask(id: number, method: string, params: object = {}): Promise<string> {
    this.send({ jsonrpc: '2.0', id, method, params });
    return this.answer(id);
  }

  /** The line of the answer to a request. */
  answer(id: number): Promise<string> {
    return this.line(new RegExp(`^\\{"jsonrpc":"2\\.0","id":${id},|,"id":${id}\\}$`));
  }

  call(id: number, name: string, args: object = {}): Promise<string> {
    return this.ask(id, 'tools/call', { name, arguments: args });
  }

  async handshake(): Promise<string> {
    const clientInfo = { name: 'wire', version: '1' };
    const answer = await this.ask(1000, 'initialize', {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo,
    });
    this.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
    return answer;
  }

  /** Resolves when something has come true; looks after each piece of output. */
  async until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) {
      if (this.process.exitCode !== null && this.process.stdout?.closed) {
        throw new Error(`the program ended: ${this.errors.slice(-2000)}`);
      }
      await new Promise<void>((resolve) => {
        this.#watchers.add(resolve);
      });
    }
  }

  async end(): Promise<number | null> {
    this.process.stdin?.end();
    return (await this.exited).code;
  }

  #take(chunk: string): void {
    const [first = '', ...others] = chunk.split('\n');
    this.#rest.push(first);
    for (const next of others) {
      this.lines.push(this.#rest.join(''));
      this.#rest = [next];
    }
    if (others.length > 0) this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#watchers) resolve();
    this.#watchers.clear();
  }
}

/** True while a process is there and no zombie. */
export async function isRunning(pid: number): Promise<boolean> {
  const { readFile } = await import('node:fs/promises');
  try {
    return !/^State:\s+Z/m.test(await readFile(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
