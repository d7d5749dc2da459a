import {
  createEngine,
  type JsonValue,
  type PolicyIssue,
  type PredicateParser,
  parsePolicyDocument,
} from '@proviso/core';

/** How much is known of a value: it holds surely, possibly only, or not at all. */
export type Verdict = 'surely' | 'possibly' | 'no';

/** What a call may bring besides its arguments. */
export interface Subject {
  readonly principal?: { readonly [key: string]: JsonValue };
}

/** Reads an operand as the condition of an allow rule and of a deny rule, and judges values by the engine's answers. */
export function createJudge(parser: PredicateParser, operand: JsonValue) {
  const rule = { tool: 'tool', when: { value: { [parser.name]: operand } } };
  const allowing = parse({ allow: [rule] });
  const denying = parse({ deny: [rule] });
  function parse(global: Record<string, JsonValue>) {
    const result = parsePolicyDocument({ version: 1, global }, { predicates: [parser] });
    if (!result.ok) throw new Error(JSON.stringify(result.issues));
    return createEngine(result.document, { logger: { info: () => {}, warn: () => {} } });
  }
  return (value: JsonValue, subject: Subject = {}): Verdict => {
    const call = { tool: 'tool', args: { value }, ...subject };
    const surely = allowing.decide(call).action === 'allow';
    const denied = denying.decide(call);
    if (denied.code === 'engine_fault') throw new Error('a predicate threw');
    const possibly = denied.action !== 'allow';
    if (surely && !possibly) throw new Error('surely, but not possibly');
    return surely ? 'surely' : possibly ? 'possibly' : 'no';
  };
}

/** The issues that an operand is refused with. */
export function issuesOf(parser: PredicateParser, operand: JsonValue): readonly PolicyIssue[] {
  const global = { deny: [{ tool: 'tool', when: { value: { [parser.name]: operand } } }] };
  const result = parsePolicyDocument({ version: 1, global }, { predicates: [parser] });
  return result.ok ? [] : result.issues;
}
