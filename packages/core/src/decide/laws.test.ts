import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicyDocument } from '../compile/parse-policy-document.ts';
import { foldName } from '../document/name-fold.ts';
import { ToolPolicy } from '../kernel/tool-policy.ts';
import { arbitraryCondition } from '../testing/arbitrary-condition.ts';
import {
  arbitraryCall,
  arbitraryConditionalCall,
  arbitraryConditionalDocument,
  arbitraryDocument,
  arbitraryEntry,
  arbitraryKernelPolicy,
  arbitraryName,
  type DocumentValue,
  type PolicyValue,
} from '../testing/arbitrary-document.ts';
import { createEngine, type Engine } from './engine.ts';
import type { ToolCall } from './tool-call.ts';

const anyDocument = fc.oneof(arbitraryDocument, arbitraryConditionalDocument);
const calls = fc.array(fc.oneof(arbitraryCall, arbitraryConditionalCall), { minLength: 6, maxLength: 6 });
const addition = fc.record({
  entry: arbitraryEntry,
  list: fc.constantFrom('deny' as const, 'ask' as const),
  pick: fc.nat(),
});
const strictness = { allow: 0, ask: 1, deny: 2 };

function engineOf(value: unknown) {
  const parsed = parsePolicyDocument(value);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return createEngine(parsed.document);
}

function policiesOf(value: DocumentValue): PolicyValue[] {
  const all = [
    value.guardrails,
    value.global,
    ...Object.values(value.policies ?? {}),
    ...Object.values(value.agents ?? {}),
  ];
  return all.filter((policy) => policy !== undefined);
}

describe('the laws, on generated documents', () => {
  it('L1: adding a deny or ask entry never turns a deny into an allow', () => {
    let denials = 0;
    fc.assert(
      fc.property(fc.tuple(anyDocument, calls, addition), ([value, asked, { entry, list, pick }]) => {
        const wider = structuredClone(value);
        const policies = policiesOf(wider);
        const policy = policies[pick % policies.length] as PolicyValue;
        policy[list] = [...(policy[list] ?? []), entry];
        const [before, after] = [engineOf(value), engineOf(wider)];
        for (const call of asked) {
          if (before.decide(call).action !== 'deny') continue;
          denials += 1;
          expect(after.decide(call).action).not.toBe('allow');
        }
      }),
      { numRuns: 1_000 },
    );
    expect(denials).toBeGreaterThan(500);
  });

  it('L2: the order of entries and of keys never matters', () => {
    fc.assert(
      fc.property(anyDocument, calls, fc.nat(), (value, asked, salt) => {
        const [one, other] = [engineOf(value), engineOf(shuffle(value, salt))];
        for (const call of asked) {
          const [a, b] = [one.decide(call), other.decide(call)];
          expect([b.action, b.code, b.scope.layer]).toEqual([a.action, a.code, a.scope.layer]);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('L4: the same inputs give the same bytes, whatever was asked in between', () => {
    fc.assert(
      fc.property(anyDocument, calls, (value, asked) => {
        const engine = engineOf(value);
        const first = asked.map((call) => JSON.stringify(engine.decide(call)));
        const again = asked
          .toReversed()
          .map((call) => JSON.stringify(engine.decide(call)))
          .toReversed();
        const fresh = asked.map((call) => JSON.stringify(engineOf(structuredClone(value)).decide(call)));
        expect(again).toEqual(first);
        expect(fresh).toEqual(first);
      }),
      { numRuns: 500 },
    );
  });

  it('L1, L3: a condition that holds surely holds possibly', () => {
    let surely = 0;
    const asked = fc.array(arbitraryConditionalCall, { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(arbitraryCondition('allow'), asked, (condition, some) => {
        const rule = { tool: ['read', 'READ', 'write_file'], ...condition };
        const [allowing, denying] = [{ allow: [rule] }, { deny: [rule] }].map((global) =>
          engineOf({ version: 1, global }),
        ) as [Engine, Engine];
        for (const { callers, agent, ...call } of some) {
          if (allowing.decide(call).action !== 'allow') continue;
          surely += 1;
          expect(denying.decide(call).action).toBe('deny');
        }
      }),
      { numRuns: 3_000 },
    );
    expect(surely).toBeGreaterThan(1_000);
  });

  it('L5: guardrails and callers on top never widen', () => {
    fc.assert(
      fc.property(anyDocument, calls, fc.constantFrom('a', 'b', '', 'stranger'), (value, asked, caller) => {
        const { guardrails, ...bare } = value;
        const [below, above] = [engineOf(bare), engineOf(value)];
        for (const call of asked) {
          const { action } = below.decide(call);
          expect(strictness[above.decide(call).action]).toBeGreaterThanOrEqual(strictness[action]);
          const delegated: ToolCall = { ...call, callers: [caller, ...(call.callers ?? [])] };
          expect(strictness[below.decide(delegated).action]).toBeGreaterThanOrEqual(strictness[action]);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('L7: with kernel words only, decide equals the kernel for names that are their own folding and is never looser', () => {
    let equal = 0;
    let folded = 0;
    fc.assert(
      fc.property(
        arbitraryKernelPolicy,
        fc.array(arbitraryName, { minLength: 8, maxLength: 8 }),
        (lists, names) => {
          const written = Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0));
          const engine = engineOf({
            version: 1,
            global: Object.keys(written).length === 0 ? { default: 'allow' } : written,
          });
          const kernel = new ToolPolicy({
            allow: lists.allow,
            deny: lists.deny,
            optionalTools: lists.optional,
          });
          // A name on a deny or optional list that is not its own folding also denies its look-alikes: stricter, by R16.
          const plain = [...lists.deny, ...lists.optional].every((name) => foldName(name) === name);
          for (const name of names) {
            const [ours, theirs] = [engine.decide({ tool: name }).action, kernel.evaluate(name)];
            if (plain && foldName(name) === name) {
              equal += 1;
              expect(ours).toBe(theirs);
            } else {
              folded += 1;
              if (theirs === 'deny') expect(ours).toBe('deny');
            }
          }
        },
      ),
      { numRuns: 2_000 },
    );
    expect(equal).toBeGreaterThan(1_000);
    expect(folded).toBeGreaterThan(1_000);
  });
});

function shuffle<T>(value: T, salt: number): T {
  let state = salt + 1;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state;
  };
  const visit = (item: unknown, above = ''): unknown => {
    // The order of an array that is one value is part of the value.
    if (above === 'equals') return item;
    if (above === 'in' && Array.isArray(item)) return item.toReversed();
    if (Array.isArray(item))
      return item
        .map((one) => [random(), visit(one)] as const)
        .sort((a, b) => a[0] - b[0])
        .map(([, one]) => one);
    if (typeof item !== 'object' || item === null) return item;
    const members = Object.entries(item)
      .map(([key, one]) => [random(), key, visit(one, key)] as const)
      .sort((a, b) => a[0] - b[0]);
    return Object.fromEntries(members.map(([, key, one]) => [key, one]));
  };
  return visit(value) as T;
}
