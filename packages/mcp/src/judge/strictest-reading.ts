import { type Decision, type DecisionPoint, refuseAll, type ToolCall } from '@proviso/core';
import { dropInvisible } from '../message/fold-text.ts';
import { type Spellings, uriReadings } from './uri-readings.ts';

const unreadable = refuseAll(
  'call_invalid',
  'the URI is too long, or encoded too often, to be judged, which denies',
);

/**
 * A decision point that judges every reading of a resource or prompt by the policy; the strictest answer counts (SPEC R33).
 *
 * SECURITY: a policy is written about places, a client sends text. `file:///srv/../etc` is below `/srv` as a text only.
 */
export function judgeEveryReading(engine: DecisionPoint): DecisionPoint {
  const decide = (call: ToolCall): Decision => {
    const readings = readingsOf(call.tool);
    if (readings === 'one') return engine.decide(call);
    if (readings === undefined) return unreadable.decide(call);
    const known = new Map<string, Decision>();
    const decideOne = (tool: string): Decision => {
      const decision = known.get(tool) ?? engine.decide({ ...call, tool });
      known.set(tool, decision);
      return decision;
    };
    return strictest(readings.map((spellings) => decideSpellings(spellings, decideOne)));
  };
  const decideVisibility = engine.decideVisibility?.bind(engine);
  return {
    get policyDigest() {
      return engine.policyDigest ?? '';
    },
    decide,
    ...(decideVisibility && {
      // A resource or a prompt is shown when it could be read; which spelling an entry speaks against is the policy's answer.
      decideVisibility: (call) =>
        readingsOf(call.tool) === 'one' ? decideVisibility(call) : { visible: rankOf(decide(call)) < 2 },
    }),
  };
}

function readingsOf(tool: ToolCall['tool']): readonly Spellings[] | 'one' | undefined {
  if (typeof tool !== 'string') return 'one';
  if (tool.startsWith('prompt:')) {
    const name = tool.slice('prompt:'.length);
    return [[tool], [`prompt:${dropInvisible(name)}`]];
  }
  if (!tool.startsWith('resource:')) return 'one';
  return uriReadings(tool.slice('resource:'.length))?.map((spellings) =>
    spellings.map((spelling) => `resource:${spelling}`),
  );
}

/** One allow among the spellings of one place will do where no entry of the policy speaks against another of them. */
function decideSpellings(spellings: Spellings, decide: (tool: string) => Decision): Decision {
  const decisions = spellings.map(decide);
  const isAllowed = decisions.some((decision) => rankOf(decision) === 0);
  const counting = isAllowed ? decisions.filter((decision) => decision?.code !== 'not_allowed') : decisions;
  return strictest(counting);
}

function strictest(decisions: readonly Decision[]): Decision {
  return decisions.reduce((before, decision) => (rankOf(decision) > rankOf(before) ? decision : before));
}

// SECURITY: what is no answer ranks above all answers, so that whoever asked finds it and denies.
function rankOf(decision: Decision | undefined): number {
  const rank = ['allow', 'ask', 'deny'].indexOf(decision?.action ?? '');
  return rank === -1 ? 3 : rank;
}
