import { quoteName } from '../json/quote-name.ts';
import type { DocumentPlace } from './document-place.ts';
import { findCircles } from './find-circles.ts';
import type { PolicyDefinition } from './policy-document.ts';

/** Reports groups that contain themselves (SPEC R18). */
export function checkGroupCircles(groups: ReadonlyMap<string, readonly string[]>, root: DocumentPlace): void {
  const next = (name: string) =>
    (groups.get(name) ?? []).filter((member) => member.startsWith('@')).map((member) => member.slice(1));
  for (const circle of findCircles([...groups.keys()], next)) {
    const first = circle[0] as string;
    const way = [...circle, first].map((name) => quoteName(`@${name}`)).join(' → ');
    root.at('groups', first).report('circular_group', `a group cannot contain itself: ${way}`);
  }
}

/** Reports policies that extend themselves (SPEC R19). */
export function checkExtendsCircles(
  policies: ReadonlyMap<string, PolicyDefinition>,
  root: DocumentPlace,
): void {
  for (const circle of findCircles([...policies.keys()], (name) => policies.get(name)?.extends ?? [])) {
    const first = circle[0] as string;
    const place = first === 'global' ? root.at('global', 'extends') : root.at('policies', first, 'extends');
    const way = [...circle, first].map(quoteName).join(' → ');
    place.report('circular_extends', `a policy cannot extend itself: ${way}`);
  }
}

/** Reports optional tools among the guardrails, their own and inherited ones (SPEC R20). */
export function checkGuardrails(
  guardrails: PolicyDefinition,
  policies: ReadonlyMap<string, PolicyDefinition>,
  place: DocumentPlace,
): void {
  const message = '`optional` has no place in guardrails: nothing could opt in';
  if (guardrails.optional.length > 0) place.at('optional').report('contradiction', message, { part: 'key' });
  guardrails.extends.forEach((name, index) => {
    if (!hasOptional(name, policies, new Set())) return;
    place.at('extends', index).report('contradiction', `${message}, and ${quoteName(name)} has some`);
  });
}

function hasOptional(
  name: string,
  policies: ReadonlyMap<string, PolicyDefinition>,
  seen: Set<string>,
): boolean {
  const policy = policies.get(name);
  if (policy === undefined || seen.has(name)) return false;
  seen.add(name);
  return policy.optional.length > 0 || policy.extends.some((parent) => hasOptional(parent, policies, seen));
}
