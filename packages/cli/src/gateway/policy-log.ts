import type { AuditRecord, AuditSink, Logger, PolicyDocument } from '@proviso/core';
import type { DecisionLog } from '@proviso/node';

/** How the log of a policy is followed. */
export interface PolicyLogOptions {
  /** The document in force now. */
  readonly document: () => PolicyDocument;
  /** Opens the log of a document; throws when that cannot be. */
  readonly open: (document: PolicyDocument) => DecisionLog | undefined;
  readonly logger: Logger;
}

/** The log that the policy in force asks for: a change of `log:` counts from the next record on (SPEC R24, R28). */
export interface PolicyLog extends AuditSink {
  close(): Promise<void>;
}

/**
 * Opens the log of the policy.
 *
 * SECURITY: while the log of a newer document cannot be opened nothing can be recorded, and that denies.
 *
 * @throws as opening does, at the start only
 */
export function openPolicyLog(options: PolicyLogOptions): PolicyLog {
  return new FollowingLog(options);
}

class FollowingLog implements PolicyLog {
  readonly #options: PolicyLogOptions;
  #log: DecisionLog | undefined;
  #opened: string;
  #faultOf: string | undefined;

  constructor(options: PolicyLogOptions) {
    this.#options = options;
    const document = options.document();
    this.#log = options.open(document);
    this.#opened = definitionOf(document);
  }

  get mode(): AuditSink['mode'] {
    // What could not be opened is no best effort: a record fails only where the log itself counts as required.
    return this.#isCurrent() ? (this.#log?.mode ?? 'best-effort') : 'required';
  }

  async append(record: AuditRecord): Promise<void> {
    await this.#follow();
    await this.#log?.append(record);
  }

  async close(): Promise<void> {
    await this.#log?.close();
  }

  #isCurrent(): boolean {
    return definitionOf(this.#options.document()) === this.#opened;
  }

  async #follow(): Promise<void> {
    const { document, open, logger } = this.#options;
    const current = document();
    const definition = definitionOf(current);
    if (definition === this.#opened) return;
    let log: DecisionLog | undefined;
    try {
      log = open(current);
    } catch (cause) {
      if (this.#faultOf !== definition) {
        logger.warn('the log of the changed policy cannot be opened: every call is denied until it can', {
          cause,
        });
      }
      this.#faultOf = definition;
      throw cause;
    }
    const before = this.#log;
    this.#log = log;
    this.#opened = definition;
    this.#faultOf = undefined;
    logger.warn(
      log === undefined
        ? 'the policy no longer names a log: decisions are recorded nowhere'
        : 'the policy names another log: decisions are recorded there from now on',
    );
    await before?.close();
  }
}

function definitionOf({ log }: PolicyDocument): string {
  return JSON.stringify([log?.file, log?.mode]);
}
