import {
  consoleLogger,
  createEngine,
  type Decision,
  type DecisionPoint,
  type Logger,
  type PathEnvironment,
  type PolicyDocument,
  type PolicyIssue,
  refuseAll,
  type ToolCall,
  type Visibility,
} from '@proviso/core';
import { formatIssues } from '../issues/format-issues.ts';
import { fileIssue } from '../policy-file/file-issue.ts';
import {
  type PolicyFileOptions,
  type PolicyFileResult,
  readPolicyFileSync,
  understandPolicy,
} from '../policy-file/read-policy-file.ts';
import { FileSettling } from './file-settling.ts';
import { signFile } from './file-signature.ts';
import { FolderWatch } from './folder-watch.ts';

/** How a file is watched, and who hears of it. */
export interface WatchPolicyOptions extends PolicyFileOptions {
  /** Where relative paths of calls begin and how links are followed; a call's own `context` comes first. */
  readonly environment?: PathEnvironment | undefined;
  /** Default: warnings on the console. */
  readonly logger?: Logger;
  /** Hears why a file was refused; the text, when there was one, is for excerpts. */
  readonly onRefused?: (issues: readonly PolicyIssue[], text: string | undefined) => void;
  /** How many milliseconds a file must stay as it is before it is read again. Default 100. */
  readonly settleMs?: number;
  /** How often to look even without notice of a change, in milliseconds; 0 for never. Default 2,000. */
  readonly pollMs?: number;
}

/** A policy file in force: answers by its last good content (SPEC R24). */
export interface PolicySource extends DecisionPoint {
  /** The digest of the document in force; empty when there is none. */
  readonly policyDigest: string;
  /** The document in force; `undefined` when none was ever good. */
  readonly document: PolicyDocument | undefined;
  /** Why the file's present content is refused; empty when it is in force. */
  readonly issues: readonly PolicyIssue[];
  /** Hears every change of the policy, after it came into force; returns a remover. */
  onChange(listener: (policyDigest: string) => void): () => void;
  /** Stops watching. What is in force stays in force. */
  close(): void;
}

const attemptsAtStart = 5;

/**
 * Reads a policy file now, and again whenever it changes (SPEC R24).
 *
 * A refused or missing file at the start denies every call with `policy_unavailable`; later it leaves the last
 * good document in force. Either is reported to `logger` and `onRefused`, once for each content. A file is read
 * again only after it has stayed the same for `settleMs`, so a file that is being written is not taken for a
 * whole one; replace it by renaming to be sure. One that is touched without a pause is read after a second, once
 * two readings in a row are equal. Never keeps the process alive.
 */
export function watchPolicyFile(path: string, options: WatchPolicyOptions = {}): PolicySource {
  return new WatchedPolicyFile(path, options);
}

class WatchedPolicyFile implements PolicySource {
  readonly #path: string;
  readonly #options: WatchPolicyOptions;
  readonly #logger: Logger;
  readonly #listeners = new Set<(policyDigest: string) => void>();
  readonly #folders: FolderWatch;
  readonly #settling: FileSettling;
  readonly #poll: NodeJS.Timeout | undefined;
  #closed = false;
  #point: DecisionPoint = refuseAll('policy_unavailable', 'no policy is in force, which denies every call');
  #document: PolicyDocument | undefined;
  #issues: readonly PolicyIssue[] = [];
  /** What the file was when it was last read, and what it said; `undefined` asks for another reading. */
  #seen: string | undefined;
  #text: string | undefined;
  #reported = '';

  constructor(path: string, options: WatchPolicyOptions) {
    const { logger = consoleLogger, pollMs = 2000, settleMs = 100 } = options;
    this.#path = path;
    this.#options = options;
    this.#logger = logger;
    this.#readAtStart();
    this.#settling = new FileSettling(path, settleMs, {
      settled: (reading, signature) => {
        this.#folders.refresh();
        this.#take(understandPolicy(path, reading, options), signature);
        // What changed since the reading was noticed while settling, and gives no notice again.
        if (signFile(path) !== signature) this.#look();
      },
    });
    this.#folders = new FolderWatch(path, {
      changed: () => this.#look(),
      failed: (fault) =>
        this.#warn(`the folder of ${path} cannot be watched${pollMs > 0 ? ', it is polled' : ''}`, fault),
    });
    if (pollMs > 0) this.#poll = setInterval(() => this.#lookAgain(), pollMs).unref();
    // What happened between reading and watching gave no notice.
    this.#look();
  }

  get policyDigest(): string {
    return this.#document?.digest ?? '';
  }

  get document(): PolicyDocument | undefined {
    return this.#document;
  }

  get issues(): readonly PolicyIssue[] {
    return this.#issues;
  }

  decide(call: ToolCall): Decision {
    return this.#point.decide(call);
  }

  decideVisibility(call: Pick<ToolCall, 'tool' | 'agent' | 'callers'>): Visibility {
    const { decideVisibility } = this.#point;
    // Where nothing is in force, nothing is worth showing.
    return decideVisibility === undefined ? { visible: false } : decideVisibility.call(this.#point, call);
  }

  onChange(listener: (policyDigest: string) => void): () => void {
    const own = (digest: string): void => listener(digest);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  close(): void {
    this.#closed = true;
    this.#folders.close();
    clearInterval(this.#poll);
    this.#settling.end();
    this.#listeners.clear();
  }

  #readAtStart(): void {
    for (let attempt = 0; attempt < attemptsAtStart; attempt++) {
      const before = signFile(this.#path);
      const result = readPolicyFileSync(this.#path, this.#options);
      if (signFile(this.#path) !== before) continue;
      this.#take(result, before);
      return;
    }
    const issue = fileIssue('unreadable', 'the file changes while it is read', { file: this.#path });
    this.#take({ ok: false, issues: [issue] }, undefined);
  }

  #lookAgain(): void {
    this.#folders.refresh();
    this.#look();
  }

  /** Begins to wait for the file to settle, when it is not what was read last. */
  #look(): void {
    if (this.#closed || this.#settling.running) return;
    const found = signFile(this.#path);
    if (found !== this.#seen) this.#settling.begin(found);
  }

  #take(result: PolicyFileResult, signature: string | undefined): void {
    // A file that is there but could not be read may be readable next time without having changed.
    const again =
      !result.ok && signature !== 'missing' && result.issues.some(({ code }) => code === 'unreadable');
    this.#seen = again ? undefined : signature;
    if (result.ok) this.#accept(result.document, result.text);
    else this.#refuse(result.issues, result.text);
  }

  #accept(document: PolicyDocument, text: string): void {
    this.#reported = '';
    this.#issues = [];
    if (text === this.#text) return;
    const before = this.policyDigest;
    // INVARIANT: the engine is whole before it is in force, and a decision reads the field once.
    this.#point = createEngine(document, {
      logger: this.#logger,
      environment: this.#options.environment ?? {},
    });
    this.#document = document;
    this.#text = text;
    if (document.digest !== before) this.#tellChange(document.digest);
  }

  #refuse(issues: readonly PolicyIssue[], text: string | undefined): void {
    this.#issues = issues;
    const shown = formatIssues(issues, { text });
    if (shown === this.#reported) return;
    this.#reported = shown;
    const inForce =
      this.#document === undefined ? 'nothing is allowed' : 'the last good policy stays in force';
    this.#warn(`the policy file was refused, ${inForce}\n${shown}`);
    try {
      this.#options.onRefused?.(issues, text);
    } catch (fault) {
      this.#warn('a listener to refusals threw', fault);
    }
  }

  #tellChange(digest: string): void {
    for (const listener of this.#listeners) {
      try {
        listener(digest);
      } catch (fault) {
        this.#warn('a listener to policy changes threw', fault);
      }
    }
  }

  #warn(message: string, cause?: unknown): void {
    try {
      if (cause === undefined) this.#logger.warn(message);
      else this.#logger.warn(message, { cause });
    } catch {
      // A logger that throws never changes an answer (SPEC R6).
    }
  }
}
