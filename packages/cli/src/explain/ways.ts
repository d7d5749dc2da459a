import {
  type DecisionScope,
  formatPath,
  type PolicyDefinition,
  type PolicyDocument,
  quoteName,
  type RuleReference,
  suggest,
  type ToolCall,
  type TraceStep,
} from '@proviso/core';
import { placeOf } from '../check/format-decision.ts';
import { showPlain } from '../terminal/show-plain.ts';
import type { Answer } from './notes.ts';

/**
 * What would have to change for another answer: for a denial everything that stands in the way of an allow, policy by
 * policy; for an allow, how to forbid it.
 */
export function wayTo(call: ToolCall, { decision, document }: Answer): readonly string[] {
  if (decision.action === 'allow') return [wayToDeny(call, decision.scope)];
  if (decision.trace.length === 0) return [];
  const ways = decision.trace
    .filter(({ outcome }) => outcome === 'deny' || outcome === 'ask')
    .map((step) => wayPast(step, { call, document, trace: decision.trace }));
  return [...new Set(ways)];
}

interface Place {
  readonly call: ToolCall;
  readonly document: PolicyDocument;
  readonly trace: readonly TraceStep[];
}

function wayPast({ scope, step, rule }: TraceStep, place: Place): string {
  const owner = ownerOf(scope);
  const name = quoteName(place.call.tool);
  switch (step) {
    case 'gate':
      return `${wayIn(place, scope)}${nearName(place, scope)}`;
    case 'deny':
      return `${takeOut(rule)}: a deny entry wins over every allow`;
    case 'optional':
      return `add ${name} to \`${owner}.allow\`: an optional tool has to be allowed by name${gateWarning(place, scope)}`;
    default:
      return `have a person approve it, or ${takeOut(rule)}${needsAllow(place, scope) ? ` and add ${name} to \`${owner}.allow\`` : ''}`;
  }
}

function wayIn({ call }: Place, scope: DecisionScope): string {
  const list = `\`${ownerOf(scope)}.allow\``;
  if (isSpellable(call.tool)) return `add ${quoteName(call.tool)} to ${list}`;
  return `no entry can spell ${quoteName(call.tool)}: only a pattern with \`*\` in ${list} lets it in`;
}

// An allow list gates: the first entry of a policy without one shuts out everything else.
function gateWarning({ document }: Place, scope: DecisionScope): string {
  const policy = policyOf(scope, document);
  const gates = policy === undefined || policy.allow.length > 0 || policy.extends.length > 0;
  return gates ? '' : '; it has no allow list yet, and with one every tool that is not on it is denied';
}

function nearName({ call, document }: Place, scope: DecisionScope): string {
  const policy = policyOf(scope, document);
  const names = (policy?.allow ?? []).flatMap(({ tools }) =>
    tools.flatMap((tool) => namesOf(tool, document)),
  );
  const near = suggest(
    call.tool,
    names.filter((name) => name !== call.tool && !name.includes('*')),
  );
  return near === undefined ? '' : `; or did the call mean \`${near}\`, which is on it?`;
}

function namesOf(reference: string, document: PolicyDocument): readonly string[] {
  if (!reference.startsWith('@')) return [reference];
  return (document.groups.get(reference.slice(1)) ?? []).flatMap((member) => namesOf(member, document));
}

function policyOf({ layer, agent }: DecisionScope, document: PolicyDocument): PolicyDefinition | undefined {
  if (layer === 'guardrails') return document.guardrails;
  return agent === undefined ? document.global : document.agents.get(agent);
}

/** The path of a scope's policy in the document. */
function ownerOf({ layer, agent }: DecisionScope): string {
  if (layer === 'guardrails') return 'guardrails';
  return agent === undefined ? 'global' : formatPath(['agents', agent]);
}

function takeOut(rule: RuleReference | undefined): string {
  if (rule === undefined) return 'take it out of the entry';
  const { group, pattern } = rule;
  if (group === undefined) return `take \`${showPlain(pattern)}\` out of ${placeOf(rule)}`;
  return `take \`@${group}\` out of ${placeOf(rule)}, or \`${showPlain(pattern)}\` out of that group`;
}

// What only an \`ask\` entry let in stays outside once the entry is gone.
function needsAllow({ trace, document }: Place, scope: DecisionScope): boolean {
  const gate = trace.find((step) => step.step === 'gate' && isSameScope(step.scope, scope));
  if (gate?.rule?.list === 'allow') return false;
  const policy = policyOf(scope, document);
  if (policy === undefined) return true;
  return policy.default === 'deny' || policy.allow.length > 0 || policy.extends.length > 0;
}

function isSameScope(one: DecisionScope, other: DecisionScope): boolean {
  return one.layer === other.layer && one.agent === other.agent && one.caller === other.caller;
}

function wayToDeny({ tool }: ToolCall, scope: DecisionScope): string {
  const name = quoteName(tool);
  return `to forbid it, add ${name} to \`guardrails.deny\` (for every agent) or to \`${ownerOf(scope)}.deny\``;
}

function isSpellable(name: string): boolean {
  return /^(resource:[\p{L}\p{Nd}\-._~:/?#[\]@!$&'()+,;=%]*|[\p{L}\p{Nd}_\-./:]+)$/u.test(name);
}
