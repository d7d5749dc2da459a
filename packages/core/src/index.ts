export { assertPolicyDocument, PolicyDocumentError } from './compile/assert-policy-document.ts';
export { type ParseOptions, parsePolicyDocument } from './compile/parse-policy-document.ts';
export {
  type Decision,
  type DecisionAction,
  type DecisionCode,
  type DecisionScope,
  decisionCodes,
  type LadderStep,
  type PolicyList,
  type RuleReference,
  type TraceStep,
} from './decide/decision.ts';
export type { DecisionPoint } from './decide/decision-point.ts';
export { createEngine, type Engine, type EngineOptions } from './decide/engine.ts';
export { refuseAll } from './decide/refusal.ts';
export type { ToolCall } from './decide/tool-call.ts';
export type { Visibility } from './decide/visibility.ts';
export type { Condition, EvaluationContext, PathEnvironment } from './document/condition.ts';
export { DocumentPlace } from './document/document-place.ts';
export { formatPath } from './document/format-path.ts';
export {
  type DocumentPath,
  type IssueCode,
  issueCodes,
  type Locate,
  type PolicyIssue,
  type SourcePosition,
} from './document/issue.ts';
export { matchesPattern } from './document/name-pattern.ts';
export type {
  LogDefinition,
  PolicyDefinition,
  PolicyDocument,
  PolicyEntry,
} from './document/policy-document.ts';
export type { ParseResult } from './document/read-policy-document.ts';
export { readObject } from './document/read-shape.ts';
export { suggest } from './document/suggest.ts';
export type { AuditRecord, AuditSink, DecisionRecord, OutcomeRecord } from './guard/audit-record.ts';
export { createGuard, type Guard, type GuardOptions, type RunOptions } from './guard/guard.ts';
export {
  type CallSubject,
  type GuardableTool,
  type Guarded,
  type GuardedFunction,
  type GuardToolOptions,
  type GuardToolsOptions,
  guardTool,
  guardTools,
} from './guard/guard-tools.ts';
export { canonicalJson, digestJson } from './json/canonical-json.ts';
export type { JsonArray, JsonObject, JsonValue } from './json/json-value.ts';
export { quoteName } from './json/quote-name.ts';
export { type SnapshotResult, snapshotJson } from './json/snapshot.ts';
export { consoleLogger, type Logger } from './kernel/logger.ts';
export { PolicyAction } from './kernel/policy-action.ts';
export { PolicyEngine, type PolicyEngineInit } from './kernel/policy-engine.ts';
export type { PolicyListener } from './kernel/policy-listeners.ts';
export { ToolPolicy, type ToolPolicyInit } from './kernel/tool-policy.ts';
export { isToolPolicyViolation, ToolPolicyViolation } from './kernel/tool-policy-violation.ts';
export {
  holdsForSome,
  type OperandFault,
  readAllTemplated,
  type TemplatedOperand,
} from './predicate/address/templated-operand.ts';
export type { JsonType, Predicate, PredicateParser } from './predicate/predicate.ts';
export { readTexts } from './predicate/read-operand.ts';
