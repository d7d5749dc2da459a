import { type Decision, type DecisionCode, type JsonObject, quoteName } from '@proviso/core';
import { escapeControl } from '../message/escape-control.ts';
import { type RequestId, type RpcError, resultLine, rpcErrorCodes } from '../message/json-rpc.ts';
import type { Subject } from './subject.ts';

/** The key in `_meta` (of a result) and `data` (of an error) that carries the decision for programs. */
export const decisionMetaKey = 'dev.proviso/decision';

const anotherWay =
  'Do not try it again in another form. Use another tool, or tell the user that this one is not available.';
const tellOperator =
  'Tell the user that the operator of this gateway has to look at it; trying again does not help.';

/** A cause that gives nothing of the policy away, and what to do instead. */
const explanations: Readonly<Record<DecisionCode, readonly [cause: string, advice: string]>> = {
  allowed: ['', ''],
  allowed_by_default: ['', ''],
  approval_required: [
    'It may be used only once a person approves, and nobody can approve calls here.',
    'Do not try it again. Use another tool, or tell the user what you wanted to do and that it needs an approval.',
  ],
  not_allowed: ['The policy names what may be used, and this is not among it.', anotherWay],
  denied: ['A rule of the policy forbids it.', anotherWay],
  optional_not_allowed: ['It has to be allowed by name, and it was not.', anotherWay],
  call_invalid: ['The call is not one that can be judged.', 'Send it again with a name that is a text.'],
  args_invalid: [
    'Its arguments cannot be read in one sure way.',
    'Send one JSON object: no key twice, no number that loses digits, no broken characters, not nested too deeply.',
  ],
  policy_unavailable: ['No policy is in force, so nothing is allowed.', tellOperator],
  audit_unavailable: ['The call could not be recorded, and what is not recorded is not run.', tellOperator],
  engine_fault: ['The policy could not be evaluated, so nothing is allowed.', tellOperator],
};

const headlines: Readonly<Record<Subject['kind'], (name: string) => string>> = {
  tool: (name) => `Denied by policy: tool ${name} may not be used here.`,
  resource: (name) => `Denied by policy: resource ${name} may not be read here.`,
  prompt: (name) => `Denied by policy: prompt ${name} may not be used here.`,
  method: (name) => `Denied by policy: method ${name} may not be used here.`,
};

/**
 * What a client's model reads about a denial: a first line that never changes, a cause, what to do instead (SPEC R34).
 * Holds no argument values and nothing of the policy but the rule's own text for the model.
 */
function denialText(subject: Subject, decision: Decision): string {
  // A decision point need not be ours: what it says beside its answer is taken only where it is what it should be.
  const code = Object.hasOwn(explanations, decision.code) ? decision.code : 'denied';
  const [cause, advice] = explanations[code];
  const own: unknown = decision.rule?.advice;
  const instead = typeof own === 'string' ? escapeControl(own) : advice;
  return [headlines[subject.kind](quoteName(subject.name)), cause, instead]
    .filter((line) => line !== '')
    .join('\n');
}

/** The result line of a denied call of a tool that the client may see (SPEC R34). */
export function denialResultLine(
  id: RequestId,
  denied: { readonly subject: Subject; readonly decision: Decision },
  modern: boolean,
): string {
  return resultLine(id, {
    // The revision 2026-07-28 requires the discriminator, the older ones do not know it.
    ...(modern && { resultType: 'complete' }),
    content: [{ type: 'text', text: denialText(denied.subject, denied.decision) }],
    isError: true,
    _meta: { [decisionMetaKey]: decisionForPrograms(denied.decision) },
  });
}

/** The error of a denied resource, prompt or method, or of a call without a usable name (SPEC R33, R34). */
export function denialError(subject: Subject, decision: Decision): RpcError {
  const code = subject.kind === 'method' ? rpcErrorCodes.methodNotFound : rpcErrorCodes.invalidParams;
  return {
    code,
    message: denialText(subject, decision),
    data: { [decisionMetaKey]: decisionForPrograms(decision) },
  };
}

function decisionForPrograms(decision: Decision): JsonObject {
  const { action, code, rule, policyDigest } = decision;
  const id: unknown = rule?.id;
  return {
    action,
    code,
    ...(typeof id === 'string' && { rule: id }),
    ...(typeof policyDigest === 'string' && policyDigest !== '' && { policyDigest }),
  };
}
