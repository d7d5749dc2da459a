import { keyOfId, type RequestId } from '../message/json-rpc.ts';

/** A request that has no answer yet. */
export interface PendingRequest {
  readonly id: RequestId;
  readonly method: string;
  /** The later part of a list. */
  readonly continued?: boolean;
  /** The lists whose changes it wants to hear of. */
  readonly listensTo?: readonly string[];
  /** Its answer ends a judged call. */
  readonly judged: boolean;
}

/** How many cancelled requests are remembered: their answers may come late, or never. */
const rememberedCancelled = 1024;

/** The requests of one side that the other has not answered. */
export class PendingRequests {
  readonly #open = new Map<string, PendingRequest>();
  readonly #cancelled = new Set<string>();
  /** Those that were not sent yet: nothing can be their answer. */
  readonly #unsent = new Set<string>();

  get size(): number {
    return this.#open.size;
  }

  has(id: RequestId): boolean {
    return this.#open.has(keyOfId(id));
  }

  /** Takes note of a request; a judged one is unsent until it is said to be sent. */
  add(request: PendingRequest): void {
    const key = keyOfId(request.id);
    this.#open.set(key, request);
    if (request.judged) this.#unsent.add(key);
  }

  /** From now on the request can be answered. */
  sent(id: RequestId): void {
    this.#unsent.delete(keyOfId(id));
  }

  /** Takes a request out for its answer; `undefined` when none with that id was sent. */
  takeAnswered(id: RequestId): PendingRequest | undefined {
    return this.#unsent.has(keyOfId(id)) ? undefined : this.take(id);
  }

  /** Takes a request out; `undefined` when none with that id waits. */
  take(id: RequestId): PendingRequest | undefined {
    const key = keyOfId(id);
    const request = this.#open.get(key);
    this.#open.delete(key);
    this.#cancelled.delete(key);
    this.#unsent.delete(key);
    return request;
  }

  /** Notes that nobody waits any more. Returns the request that is now forgotten, if too many are remembered. */
  cancel(id: RequestId): PendingRequest | undefined {
    const key = keyOfId(id);
    if (!this.#open.has(key)) return undefined;
    this.#cancelled.add(key);
    if (this.#cancelled.size <= rememberedCancelled) return undefined;
    const [oldest] = this.#cancelled;
    const forgotten = oldest === undefined ? undefined : this.#open.get(oldest);
    return forgotten && this.take(forgotten.id);
  }

  values(): readonly PendingRequest[] {
    return [...this.#open.values()];
  }

  takeAll(): readonly PendingRequest[] {
    const all = this.values();
    this.#open.clear();
    this.#cancelled.clear();
    this.#unsent.clear();
    return all;
  }
}
