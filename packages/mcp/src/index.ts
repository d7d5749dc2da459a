export { decisionMetaKey } from './judge/denial-answer.ts';
export { createMessageJudge, type MessageJudge, type MessageJudgeOptions } from './judge/message-judge.ts';
export type { CallerIdentity, Subject } from './judge/subject.ts';
export type { ClientVerdict, DenialVerdict, JudgedMessage, Refusal, ServerVerdict } from './judge/verdict.ts';
export { type MethodEntry, type MethodTreatment, methodTable } from './message/method-table.ts';
export {
  createGatewaySession,
  type GatewaySession,
  type GatewaySessionOptions,
} from './session/gateway-session.ts';
export {
  runStdioGateway,
  type StdioGatewayOptions,
  type StdioGatewayResult,
} from './stdio/run-stdio-gateway.ts';
