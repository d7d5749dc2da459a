import { digestJson } from '../json/canonical-json.ts';
import type { JsonObject, JsonValue } from '../json/json-value.ts';
import { quoteName } from '../json/quote-name.ts';
import { isJsonObject, snapshotJson } from '../json/snapshot.ts';
import { checkExtendsCircles, checkGroupCircles, checkGuardrails } from './check-circles.ts';
import { DocumentPlace, type ReadCondition } from './document-place.ts';
import { frozenMap } from './frozen-map.ts';
import type { Locate, PolicyIssue } from './issue.ts';
import { faultOfGroupName, parseReferences } from './parse-entry.ts';
import { parseLog } from './parse-log.ts';
import { parsePolicy } from './parse-policy.ts';
import type { PolicyDefinition, PolicyDocument } from './policy-document.ts';
import { type KnownKeys, readObject, readText, typeName } from './read-shape.ts';

/** A document, or everything that is wrong with it. */
export type ParseResult =
  | { readonly ok: true; readonly document: PolicyDocument }
  | { readonly ok: false; readonly issues: readonly PolicyIssue[] };

const later = 'is not supported by this version, so it is refused rather than ignored';
const documentKeys: KnownKeys = {
  accepted: ['version', 'name', 'description', 'groups', 'policies', 'guardrails', 'global', 'agents', 'log'],
  refused: { inventory: later, tests: later },
};
const brand = Symbol.for('dev.proviso.PolicyDocument');

/** What reading a document needs to be told. */
export interface ReadOptions {
  readonly locate: Locate | undefined;
  readonly readCondition: ReadCondition;
}

/** Reads a value as a policy document, whole or not at all (SPEC R12 to R15, R18 to R23). */
export function readPolicyDocument(value: unknown, options: ReadOptions): ParseResult {
  const snapshot = snapshotJson(value);
  const source = snapshot.ok ? snapshot.value : undefined;
  const issues: PolicyIssue[] = [];
  const extendable = new Set(['global', ...keysOf(source, 'policies')]);
  const groups = new Set(keysOf(source, 'groups'));
  const root = new DocumentPlace({ ...options, issues, groups, extendable, ids: new Map() });
  if (!snapshot.ok) root.report('wrong_type', `a policy document is JSON data: ${snapshot.reason}`);
  const document = source === undefined ? undefined : readDocument(source, root);
  if (document !== undefined && issues.length === 0) return { ok: true, document };
  return { ok: false, issues: inReadingOrder(issues) };
}

/** True for what `parsePolicyDocument` returned, of this or another installed copy of the package. */
export function isPolicyDocument(value: unknown): value is PolicyDocument {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, brand);
}

function readDocument(value: JsonValue, root: DocumentPlace): PolicyDocument | undefined {
  const source = readObject(value, root, { what: 'a policy document', keys: documentKeys });
  if (source === undefined) return undefined;
  checkVersion(source, root);
  const name = readText(source.name, root.at('name'));
  const description = readText(source.description, root.at('description'));
  const groups = readGroups(source.groups, root.at('groups'));
  const policies = readPolicies(source.policies, root.at('policies'));
  const guardrails =
    source.guardrails === undefined ? undefined : parsePolicy(source.guardrails, root.at('guardrails'));
  const global = readGlobal(source, root);
  const agents = readPolicies(source.agents, root.at('agents'));
  const log = parseLog(source.log, root.at('log'));
  refuseNames(policies, agents, root);
  const extendable = global === undefined ? policies : new Map([...policies, ['global', global] as const]);
  checkGroupCircles(groups, root);
  const extendsWell = checkExtendsCircles(extendable, root);
  if (guardrails !== undefined && extendsWell) checkGuardrails(guardrails, extendable, root.at('guardrails'));
  if (global === undefined || root.reading.issues.length > 0) return undefined;
  const document: PolicyDocument = {
    version: 1,
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    groups: frozenMap(groups),
    policies: frozenMap(policies),
    ...(guardrails !== undefined && { guardrails }),
    global,
    agents: frozenMap(agents),
    ...(log !== undefined && { log }),
    digest: digestJson(source),
    source,
  };
  return Object.freeze(Object.defineProperty(document, brand, { value: true }));
}

function checkVersion(source: JsonObject, root: DocumentPlace): void {
  const suggestion = 'write `version: 1`';
  if (source.version === undefined)
    root.report('missing_key', 'the document has no `version`', { suggestion });
  else if (source.version !== 1) {
    const said = typeof source.version === 'number' ? `\`${source.version}\`` : typeName(source.version);
    root.at('version').report('wrong_version', `\`version\` is the number 1, not ${said}`, { suggestion });
  }
}

function readGlobal(source: JsonObject, root: DocumentPlace): PolicyDefinition | undefined {
  if (source.global !== undefined) return parsePolicy(source.global, root.at('global'));
  const suggestion = 'write `global: { default: deny }`';
  root.report('missing_key', 'the document has no `global` policy', { suggestion });
  return undefined;
}

function readPolicies(
  value: JsonValue | undefined,
  place: DocumentPlace,
): ReadonlyMap<string, PolicyDefinition> {
  const policies = new Map<string, PolicyDefinition>();
  if (value === undefined) return policies;
  const members = readObject(value, place, { what: `\`${String(place.path[0])}\`` });
  for (const [key, item] of Object.entries(members ?? {})) {
    const policy = parsePolicy(item, place.at(key));
    if (policy !== undefined) policies.set(key, policy);
  }
  return policies;
}

function readGroups(
  value: JsonValue | undefined,
  place: DocumentPlace,
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, readonly string[]>();
  if (value === undefined) return groups;
  for (const [name, item] of Object.entries(readObject(value, place, { what: '`groups`' }) ?? {})) {
    const at = place.at(name);
    const fault = faultOfGroupName(name);
    if (fault !== undefined) at.report('bad_pattern', `${quoteName(name)}: ${fault}`, { part: 'key' });
    const members = parseReferences(item, at);
    if (members !== undefined) groups.set(name, members);
  }
  return groups;
}

type NamedPolicies = ReadonlyMap<string, PolicyDefinition>;

function refuseNames(policies: NamedPolicies, agents: NamedPolicies, root: DocumentPlace): void {
  if (policies.has('global')) {
    const message = '`global` is the name of the global policy';
    root.at('policies', 'global').report('contradiction', message, { part: 'key' });
  }
  if (agents.has('')) {
    const message = 'an empty agent id counts as no agent, so this policy could never decide';
    root
      .at('agents', '')
      .report('contradiction', message, { part: 'key', suggestion: 'write it under `global`' });
  }
}

function keysOf(source: JsonValue | undefined, key: string): readonly string[] {
  const member = isJsonObject(source) ? source[key] : undefined;
  return isJsonObject(member) ? Object.keys(member) : [];
}

function inReadingOrder(issues: readonly PolicyIssue[]): readonly PolicyIssue[] {
  const line = (issue: PolicyIssue) => issue.position?.line ?? 0;
  const column = (issue: PolicyIssue) => issue.position?.column ?? 0;
  return [...issues].sort((a, b) => line(a) - line(b) || column(a) - column(b));
}
