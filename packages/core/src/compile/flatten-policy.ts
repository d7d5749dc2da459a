import type { PolicyDefinition, PolicyDocument, PolicyEntry } from '../document/policy-document.ts';

/** A policy with everything it extends: the union of the lists, inherited entries first (SPEC R19). */
export interface FlatPolicy {
  readonly default: 'allow' | 'deny' | undefined;
  readonly allow: readonly PolicyEntry[];
  readonly deny: readonly PolicyEntry[];
  readonly optional: readonly PolicyEntry[];
  readonly ask: readonly PolicyEntry[];
}

type Extendable = Pick<PolicyDocument, 'policies' | 'global'>;

/** Resolves `extends` transitively. The document has no circles: they were refused when it was read. */
export function flattenPolicy(policy: PolicyDefinition, document: Extendable): FlatPolicy {
  if (policy.extends.length === 0) return policy as FlatPolicy;
  const lineage = [...lineageOf(policy, document)];
  const union = (list: 'allow' | 'deny' | 'optional' | 'ask') => lineage.flatMap((one) => one[list]);
  return {
    default: defaultOf(policy, document),
    allow: union('allow'),
    deny: union('deny'),
    optional: union('optional'),
    ask: union('ask'),
  };
}

// Each policy once, however many ways lead to it: parents before children.
function lineageOf(policy: PolicyDefinition, document: Extendable, seen = new Set<PolicyDefinition>()) {
  if (!seen.has(policy)) {
    for (const name of policy.extends) lineageOf(parentOf(name, document), document, seen);
    seen.add(policy);
  }
  return seen;
}

// An own default ends the search on its way up; among the ways, the strictest counts.
function defaultOf(
  policy: PolicyDefinition,
  document: Extendable,
  seen = new Set<PolicyDefinition>(),
): 'allow' | 'deny' | undefined {
  if (policy.default !== undefined || seen.has(policy)) return policy.default;
  seen.add(policy);
  const inherited = policy.extends.map((name) => defaultOf(parentOf(name, document), document, seen));
  if (inherited.includes('deny')) return 'deny';
  return inherited.includes('allow') ? 'allow' : undefined;
}

function parentOf(name: string, document: Extendable): PolicyDefinition {
  const parent = name === 'global' ? document.global : document.policies.get(name);
  // SECURITY: a policy that inherits from nothing known must not stand with less than it says.
  if (parent === undefined) throw new Error('a policy extends one that is not in the document');
  return parent;
}
