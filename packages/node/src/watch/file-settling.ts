import { type PolicyBytes, readPolicyBytesSync } from '../policy-file/policy-bytes.ts';
import { signFile } from './file-signature.ts';

/** What is told about a file that changed. */
interface SettlingListener {
  /** A reading of the file that is not one of something half written, and the signature it was made under. */
  settled(reading: PolicyBytes, signature: string): void;
}

/** How many milliseconds of changes without a pause pass until two equal readings do in place of a pause. */
const patienceMs = 1000;

/**
 * Waits until a file that changed can be read: it has stayed as it is for `settleMs`, or it never does, but two
 * readings in a row, `settleMs` apart, held the same. Without the second, touching a file again and again would
 * keep the old policy in force for as long. Never keeps the process alive.
 */
export class FileSettling {
  readonly #path: string;
  readonly #settleMs: number;
  readonly #listener: SettlingListener;
  #timer: NodeJS.Timeout | undefined;
  #since: number | undefined;
  #last: PolicyBytes | undefined;

  constructor(path: string, settleMs: number, listener: SettlingListener) {
    this.#path = path;
    this.#settleMs = settleMs;
    this.#listener = listener;
  }

  /** True from a beginning until the listener was told, or the end. */
  get running(): boolean {
    return this.#timer !== undefined;
  }

  begin(signature: string): void {
    this.#since ??= performance.now();
    this.#timer = setTimeout(() => this.#look(signature), this.#settleMs).unref();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#since = undefined;
    this.#last = undefined;
  }

  #look(signature: string): void {
    const now = signFile(this.#path);
    if (now !== signature && !this.#outOfPatience()) {
      this.begin(now);
      return;
    }
    const reading = readPolicyBytesSync(this.#path);
    const after = signFile(this.#path);
    const stayed = now === signature && after === now;
    const equal = this.#last !== undefined && haveSameContent(this.#last, reading);
    if (stayed || equal) {
      this.end();
      // INVARIANT: what changed after the reading has another signature than `now`, so it is looked at again.
      this.#listener.settled(reading, now);
      return;
    }
    if (this.#outOfPatience()) this.#last = reading;
    this.begin(after);
  }

  #outOfPatience(): boolean {
    return this.#since !== undefined && performance.now() - this.#since >= patienceMs;
  }
}

function haveSameContent(one: PolicyBytes, other: PolicyBytes): boolean {
  if (one.ok && other.ok) return one.bytes.equals(other.bytes);
  return !one.ok && !other.ok && one.issue.message === other.issue.message;
}
