import { quoteName } from '../json/quote-name.ts';
import type { DocumentPlace } from './document-place.ts';
import { findCircles } from './find-circles.ts';
import { findTooDeep, maxNesting } from './find-too-deep.ts';
import type { PolicyDefinition } from './policy-document.ts';

const tooDeep = `nested deeper than ${maxNesting}`;

/** Reports groups that contain themselves, and groups nested too deeply (SPEC R18). */
export function checkGroupCircles(groups: ReadonlyMap<string, readonly string[]>, root: DocumentPlace): void {
  const next = (name: string) =>
    (groups.get(name) ?? []).filter((member) => member.startsWith('@')).map((member) => member.slice(1));
  const circles = findCircles([...groups.keys()], next);
  for (const circle of circles) {
    const first = circle[0] as string;
    const way = [...circle, first].map((name) => quoteName(`@${name}`)).join(' → ');
    root.at('groups', first).report('circular_group', `a group cannot contain itself: ${way}`);
  }
  const deep = circles.length > 0 ? undefined : findTooDeep([...groups.keys()], next);
  if (deep !== undefined) root.at('groups', deep).report('too_large', tooDeep);
}

/** Reports policies that extend themselves, and chains that are too long (SPEC R19). True when there are none. */
export function checkExtendsCircles(
  policies: ReadonlyMap<string, PolicyDefinition>,
  root: DocumentPlace,
): boolean {
  const next = (name: string) => policies.get(name)?.extends ?? [];
  const placeOf = (name: string) => (name === 'global' ? root.at('global') : root.at('policies', name));
  const circles = findCircles([...policies.keys()], next);
  for (const circle of circles) {
    const first = circle[0] as string;
    const way = [...circle, first].map(quoteName).join(' → ');
    placeOf(first).at('extends').report('circular_extends', `a policy cannot extend itself: ${way}`);
  }
  const deep = circles.length > 0 ? undefined : findTooDeep([...policies.keys()], next);
  if (deep !== undefined) placeOf(deep).report('too_large', tooDeep);
  return circles.length === 0 && deep === undefined;
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
