export type { GapRecord, LoggedRecord } from './decision-log/logged-record.ts';
export {
  type DecisionLog,
  type DecisionLogOptions,
  openDecisionLog,
} from './decision-log/open-decision-log.ts';
export { type DecisionLogLine, readDecisionLog } from './decision-log/read-decision-log.ts';
export { type FormatIssuesOptions, formatIssues } from './issues/format-issues.ts';
export {
  type PolicyFileOptions,
  type PolicyFileResult,
  readPolicyFile,
  readPolicyFileSync,
} from './policy-file/read-policy-file.ts';
export { type PolicyTextOptions, readPolicyText } from './policy-file/read-policy-text.ts';
export type { PolicyFormat } from './policy-file/text-reading.ts';
export { loadPredicates } from './predicates/load-predicates.ts';
export { resolvePath } from './resolve-path.ts';
export type { StrictJsonFaultCode } from './strict-json/json-scan.ts';
export {
  readStrictJson,
  type StrictJsonFault,
  type StrictJsonOptions,
  type StrictJsonResult,
} from './strict-json/read-strict-json.ts';
export { type PolicySource, type WatchPolicyOptions, watchPolicyFile } from './watch/watch-policy-file.ts';
