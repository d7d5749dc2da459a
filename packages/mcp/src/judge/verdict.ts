import type { JsonObject } from '@proviso/core';
import type { RequestId } from '../message/json-rpc.ts';
import type { ClientCall } from '../message/read-client-message.ts';
import type { PendingRequest } from './pending-requests.ts';
import type { Subject } from './subject.ts';

/** A message that crosses only if a policy allows all it wants. */
export interface JudgedMessage {
  /** Absent for a notification, which gets no answer. */
  readonly id?: RequestId;
  readonly message: ClientCall;
  readonly subjects: readonly Subject[];
  /** Set when the message is denied whatever the policy says. */
  readonly refusal?: Refusal;
}

/** Why a message is denied before any policy is asked. */
export interface Refusal {
  readonly code: 'args_invalid' | 'call_invalid';
  readonly reason: string;
}

/** What to do with a line of the client. */
export type ClientVerdict =
  /** To the server: the client's own bytes. `forgotten`: a cancelled call that is no longer waited for. */
  | { readonly kind: 'forward'; readonly line: Uint8Array; readonly forgotten?: PendingRequest }
  /** To the guard, which asks the policy. */
  | { readonly kind: 'judge'; readonly judged: JudgedMessage }
  /** To the client: an error. The server hears nothing. */
  | { readonly kind: 'answer'; readonly line: string; readonly warning: string }
  | { readonly kind: 'drop'; readonly warning: string }
  /** An empty line. */
  | { readonly kind: 'skip' };

/** What to do with a line of the server. */
export type ServerVerdict =
  | { readonly kind: 'forward'; readonly line: Uint8Array | string }
  /** To the client once the outcome of the judged call under this key is recorded. */
  | {
      readonly kind: 'settle';
      readonly key: string;
      readonly failed: boolean;
      readonly line: Uint8Array | string;
    }
  /** The answer to a call of the gateway's own. */
  | { readonly kind: 'probe'; readonly answer: JsonObject }
  | { readonly kind: 'drop'; readonly warning: string }
  | { readonly kind: 'skip' };

/** How a denied message is answered. */
export type DenialVerdict =
  | { readonly kind: 'answer'; readonly line: string }
  /** With the server's own answer to a tool it does not have. */
  | { readonly kind: 'unknown-tool'; readonly id: RequestId; readonly tool: string }
  /** Nobody waits: a notification, or a request that was answered when the server ended. */
  | { readonly kind: 'silent' };
