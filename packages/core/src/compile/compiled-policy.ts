import type { PolicyDefinition, PolicyDocument } from '../document/policy-document.ts';
import { flattenPolicy } from './flatten-policy.ts';
import { NameIndex } from './name-index.ts';
import { expandEntries } from './name-target.ts';

/** One policy ready to be asked: everything inherited, groups expanded, names indexed. */
export interface CompiledPolicy {
  /** True when the call must be named by an allow or ask entry: an allow list, or `default: deny` (SPEC R17). */
  readonly gated: boolean;
  /** True when there is an allow list; tells the two reasons for a gate apart. */
  readonly hasAllowList: boolean;
  readonly allow: NameIndex;
  readonly deny: NameIndex;
  readonly optional: NameIndex;
  readonly ask: NameIndex;
}

export function compilePolicy(policy: PolicyDefinition, document: PolicyDocument): CompiledPolicy {
  const flat = flattenPolicy(policy, document);
  const index = (list: 'allow' | 'deny' | 'optional' | 'ask') =>
    new NameIndex(expandEntries(list, flat[list], document.groups));
  const hasAllowList = flat.allow.length > 0;
  return Object.freeze({
    gated: hasAllowList || flat.default === 'deny',
    hasAllowList,
    allow: index('allow'),
    deny: index('deny'),
    optional: index('optional'),
    ask: index('ask'),
  });
}

/** The number of patterns in all of the policy's lists. */
export function sizeOf({ allow, deny, optional, ask }: CompiledPolicy): number {
  return allow.size + deny.size + optional.size + ask.size;
}
