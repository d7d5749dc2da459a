import { ignoreRejection, type Logger, warnSafely } from './logger.ts';
import type { PolicyAction } from './policy-action.ts';

/** Hears every answer of `check`, after it is final (SPEC R6). */
export type PolicyListener = (toolName: string, agentId: string | undefined, action: PolicyAction) => void;

/** Calls listeners in the order they were added; one that throws is reported and the rest still run. */
export class PolicyListeners {
  #listeners: readonly { readonly listener: PolicyListener }[] = [];
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Returns a function that removes this listener, and only this registration of it. */
  add(listener: PolicyListener): () => void {
    if (typeof listener !== 'function') throw new TypeError('a listener is a function');
    const registration = { listener };
    this.#listeners = [...this.#listeners, registration];
    return () => {
      this.#listeners = this.#listeners.filter((other) => other !== registration);
    };
  }

  notify(toolName: string, agentId: string | undefined, action: PolicyAction): void {
    // INVARIANT: adding or removing makes a new array, so a listener that does either does not disturb this round.
    const listeners = this.#listeners;
    for (let index = 0; index < listeners.length; index += 1) {
      try {
        ignoreRejection(listeners[index]?.listener(toolName, agentId, action));
      } catch (cause) {
        warnSafely(this.#logger, 'a policy listener threw', { cause });
      }
    }
  }
}
