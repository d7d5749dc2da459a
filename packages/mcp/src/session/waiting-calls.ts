import type { JudgedMessage } from '../judge/verdict.ts';

/** A line on its way, without its newline. */
export type OutgoingLine = Uint8Array | string;

/** How a judged call ended: with a line for the client, or with nobody who waits for one. */
export interface CallEnd {
  readonly failed: boolean;
  readonly line?: OutgoingLine | undefined;
}

/** Judged calls that the server has and has not answered. */
export class WaitingCalls {
  readonly #waiting = new Map<
    string,
    { readonly judged: JudgedMessage; readonly resolve: (end: CallEnd) => void }
  >();

  /** Resolves when the call under a key is settled. */
  expect(key: string, judged: JudgedMessage): Promise<CallEnd> {
    return new Promise((resolve) => {
      this.#waiting.set(key, { judged, resolve });
    });
  }

  /** Ends a call; gives the call that ended, if there was one. */
  settle(key: string, end: CallEnd): JudgedMessage | undefined {
    const call = this.#waiting.get(key);
    this.#waiting.delete(key);
    call?.resolve(end);
    return call?.judged;
  }

  entries(): readonly (readonly [key: string, judged: JudgedMessage])[] {
    return [...this.#waiting].map(([key, { judged }]) => [key, judged]);
  }
}
