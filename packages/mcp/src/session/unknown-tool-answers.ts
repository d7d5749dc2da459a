import type { JsonObject } from '@proviso/core';
import type { MessageJudge } from '../judge/message-judge.ts';
import {
  createProbe,
  isNotReady,
  type LearnedAnswer,
  learnAnswer,
  type UnknownToolProbe,
  unknownToolLine,
} from '../judge/unknown-tool.ts';
import type { JudgedMessage } from '../judge/verdict.ts';
import { isJsonObject, memberOf, type RequestId } from '../message/json-rpc.ts';

/** What is needed to ask a server for a tool it does not have. */
export interface UnknownToolAnswersOptions {
  readonly judge: MessageJudge;
  readonly createRandomName: () => string;
  readonly probeWaitMs?: number;
  toServer(line: string): Promise<void>;
}

const defaultWaitMs = 2000;

/** How a server answers unknown tools: asked once, when it is first needed, and remembered (SPEC R34). */
export class UnknownToolAnswers {
  readonly #options: UnknownToolAnswersOptions;
  #learned: Promise<LearnedAnswer | undefined> | undefined;
  #answered: ((answer: JsonObject | undefined) => void) | undefined;

  constructor(options: UnknownToolAnswersOptions) {
    this.#options = options;
  }

  /** The answer to a call of a hidden tool. */
  async answer(
    judged: JudgedMessage,
    { id, tool }: { readonly id: RequestId; readonly tool: string },
  ): Promise<string> {
    if (this.#learned === undefined && this.#options.judge.mayProbe(judged))
      this.#learned = this.#ask(judged);
    return unknownToolLine(id, tool, await this.#learned?.catch(() => undefined));
  }

  /** Takes the server's answer to the probe. */
  learn(answer: JsonObject): void {
    this.#answered?.(answer);
  }

  /** Waits no longer: the server is gone. */
  stop(): void {
    this.#learned ??= Promise.resolve(undefined);
    this.#answered?.(undefined);
  }

  async #ask({ message }: JudgedMessage): Promise<LearnedAnswer | undefined> {
    const { judge, createRandomName, toServer, probeWaitMs = defaultWaitMs } = this.#options;
    const meta = memberOf(message.params, '_meta');
    const probe: UnknownToolProbe = createProbe(createRandomName(), isJsonObject(meta) ? meta : undefined);
    judge.expectProbe(probe.id);
    const answer = new Promise<JsonObject | undefined>((resolve) => {
      const timer = setTimeout(resolve, probeWaitMs, undefined);
      this.#answered = (value) => {
        clearTimeout(timer);
        resolve(value);
      };
    });
    await toServer(probe.line);
    const received = await answer;
    if (received === undefined) return undefined;
    // A server that was not ready is asked again next time.
    if (isNotReady(received)) this.#learned = undefined;
    else return learnAnswer(probe.name, received);
    return undefined;
  }
}
