import { describe, expect, it } from 'vitest';
import { readVectors } from '../../../../spec/read-vectors.ts';
import type { Logger } from './logger.ts';
import { PolicyAction } from './policy-action.ts';
import { PolicyEngine } from './policy-engine.ts';
import { ToolPolicy } from './tool-policy.ts';
import { isToolPolicyViolation, ToolPolicyViolation } from './tool-policy-violation.ts';

const quiet: Logger = { warn: () => undefined };

function recorder() {
  const lines: string[] = [];
  const logger: Logger = {
    info: (message) => void lines.push(`info ${message}`),
    warn: (message) => void lines.push(`warn ${message}`),
  };
  return { lines, logger };
}

describe('R1 to R7: the published cases', () => {
  it.each(readVectors('kernel.json').cases)('$name', ({ globalPolicy, agentPolicies, steps }) => {
    const records = Object.entries(agentPolicies).map(([id, init]) => [id, new ToolPolicy(init)] as const);
    for (const policies of [new Map(records), Object.fromEntries(records)]) {
      const engine = new PolicyEngine({
        globalPolicy: new ToolPolicy(globalPolicy),
        agentPolicies: policies,
        logger: quiet,
      });
      for (const { expect: action, message, ...asked } of steps) {
        const { tool, agent } = asked as { tool: string; agent?: string };
        expect(engine.check(tool, agent)).toBe(action);
        if (action === 'allow') expect(() => engine.enforce(tool, agent)).not.toThrow();
        else expect(() => engine.enforce(tool, agent)).toThrow(message ?? ToolPolicyViolation);
      }
    }
  });
});

describe('R1: live sets', () => {
  it('takes any iterable, and a change counts at the next check', () => {
    const policy = new ToolPolicy({ allow: new Set(['a']), deny: ['b'], optionalTools: ['c'].values() });
    const engine = new PolicyEngine({ globalPolicy: policy, logger: quiet });
    expect(engine.check('x')).toBe('deny');
    policy.allow.add('x');
    expect(engine.check('x')).toBe('allow');
    policy.deny.add('x');
    expect(engine.check('x')).toBe('deny');
    policy.deny.clear();
    policy.allow.clear();
    expect(engine.check('c')).toBe('deny');
    policy.optionalTools.clear();
    expect(engine.check('c')).toBe('allow');
  });

  it('refuses a list that is one string, or holds something else', () => {
    expect(() => new ToolPolicy({ allow: 'bash' })).toThrow(TypeError);
    expect(() => new ToolPolicy({ deny: [1 as unknown as string] })).toThrow(TypeError);
  });

  it('refuses what would be read as no list at all', () => {
    for (const init of [
      ['read'],
      new Set(['read']),
      { optional_tools: ['x'] },
      { allowed: ['x'] },
      null,
      'read',
    ]) {
      expect(() => new ToolPolicy(init as never)).toThrow(TypeError);
    }
    for (const init of [{ global_policy: new ToolPolicy() }, new ToolPolicy(), new Map()]) {
      expect(() => new PolicyEngine(init as never)).toThrow(TypeError);
    }
  });

  it('denies when a set was broken', () => {
    const policy = new ToolPolicy({ deny: ['a'] });
    Object.assign(policy, { deny: undefined });
    const { lines, logger } = recorder();
    expect(new PolicyEngine({ globalPolicy: policy, logger }).check('b')).toBe('deny');
    expect(lines[0]).toMatch(/^warn a policy failed/);
  });
});

describe('R4: whose policy', () => {
  it('agents change while the engine runs', () => {
    const engine = new PolicyEngine({ logger: quiet });
    engine.setAgentPolicy('a', new ToolPolicy({ deny: ['x'] }));
    expect(engine.check('x', 'a')).toBe('deny');
    engine.setGlobalPolicy(new ToolPolicy({ deny: ['y'] }));
    expect(engine.check('y', 'a')).toBe('allow');
    engine.removeAgentPolicy('a');
    engine.removeAgentPolicy('never had one');
    expect(engine.check('x', 'a')).toBe('allow');
    expect(engine.check('y', 'a')).toBe('deny');
  });

  it('an empty id is no agent, even where it was given a policy', () => {
    const engine = new PolicyEngine({
      agentPolicies: { '': new ToolPolicy({ deny: ['x'] }) },
      logger: quiet,
    });
    expect(engine.check('x', '')).toBe('allow');
  });

  it('an id or a name that is not a string is denied, not looked up elsewhere', () => {
    const engine = new PolicyEngine({ agentPolicies: { 5: new ToolPolicy({ deny: ['x'] }) }, logger: quiet });
    expect(engine.check('x', 5 as unknown as string)).toBe('deny');
    for (const name of [undefined, null, 1, {}, ['x'], Symbol('x')]) {
      expect(engine.check(name as unknown as string)).toBe('deny');
      expect(() => engine.enforce(name as unknown as string)).toThrow(ToolPolicyViolation);
    }
  });

  it('a policy that answers with anything but allow denies', () => {
    for (const answer of ['Allow', true, undefined, Promise.resolve('allow')]) {
      const odd = Object.assign(new ToolPolicy(), { evaluate: () => answer });
      expect(new PolicyEngine({ globalPolicy: odd, logger: quiet }).check('x')).toBe('deny');
    }
  });

  it('refuses policies that are none', () => {
    expect(() => new PolicyEngine({ globalPolicy: {} as ToolPolicy })).toThrow(TypeError);
    expect(() => new PolicyEngine().setAgentPolicy('a', undefined as unknown as ToolPolicy)).toThrow(
      TypeError,
    );
  });
});

describe('R6: listeners and logging', () => {
  it('listeners hear every answer in order, and one that throws silences nobody', () => {
    const { lines, logger } = recorder();
    const engine = new PolicyEngine({ globalPolicy: new ToolPolicy({ deny: ['x'] }), logger });
    const heard: unknown[] = [];
    engine.addListener((...answer) => heard.push(['first', ...answer]));
    engine.addListener(() => {
      throw new Error('broken');
    });
    const remove = engine.addListener((...answer) => heard.push(['last', ...answer]));
    expect(engine.check('x', 'a')).toBe('deny');
    expect(engine.check('y')).toBe('allow');
    remove();
    remove();
    engine.check('y');
    expect(heard).toEqual([
      ['first', 'x', 'a', 'deny'],
      ['last', 'x', 'a', 'deny'],
      ['first', 'y', undefined, 'allow'],
      ['last', 'y', undefined, 'allow'],
      ['first', 'y', undefined, 'allow'],
    ]);
    expect(lines).toEqual([
      'warn a policy listener threw',
      "info Tool 'x' is denied by policy for agent 'a'",
      'warn a policy listener threw',
      'warn a policy listener threw',
    ]);
  });

  it('the same listener added twice is called twice and removed once', () => {
    const engine = new PolicyEngine({ logger: quiet });
    let heard = 0;
    const listener = () => {
      heard += 1;
    };
    const remove = engine.addListener(listener);
    engine.addListener(listener);
    engine.check('x');
    remove();
    engine.check('x');
    expect(heard).toBe(3);
  });

  it('an asynchronous listener that rejects is not an unhandled rejection', async () => {
    const engine = new PolicyEngine({ logger: quiet });
    engine.addListener((async () => {
      throw new Error('late');
    }) as unknown as () => void);
    expect(engine.check('x')).toBe('allow');
    await new Promise((resolve) => setImmediate(resolve));
  });

  it('a logger that throws changes no answer', () => {
    const logger: Logger = {
      info() {
        throw new Error('full');
      },
      warn() {
        throw new Error('full');
      },
    };
    const engine = new PolicyEngine({ globalPolicy: new ToolPolicy({ deny: ['x'] }), logger });
    engine.addListener(() => {
      throw new Error('broken');
    });
    expect(engine.check('x')).toBe('deny');
    expect(engine.check('y')).toBe('allow');
  });
});

describe('R7: the violation', () => {
  it('has the one message, with and without an agent', () => {
    expect(new ToolPolicyViolation('execute_shell', 'coder').message).toBe(
      "Tool 'execute_shell' is denied by policy for agent 'coder'",
    );
    expect(new ToolPolicyViolation('execute_shell').message).toBe("Tool 'execute_shell' is denied by policy");
    expect(new ToolPolicyViolation('execute_shell', '').message).toBe(
      "Tool 'execute_shell' is denied by policy",
    );
  });

  it('carries what was asked, and is known across installed copies', () => {
    const violation = new ToolPolicyViolation('x', 'a');
    expect(violation).toMatchObject({
      name: 'ToolPolicyViolation',
      toolName: 'x',
      agentId: 'a',
      code: 'tool_policy_violation',
    });
    expect(isToolPolicyViolation(violation)).toBe(true);
    const twin = Object.defineProperty(new Error(), Symbol.for('dev.proviso.ToolPolicyViolation'), {
      value: true,
    });
    expect(isToolPolicyViolation(twin)).toBe(true);
    expect(isToolPolicyViolation(new Error("Tool 'x' is denied by policy"))).toBe(false);
    expect(isToolPolicyViolation(null)).toBe(false);
  });

  it('names the actions as constants', () => {
    expect(PolicyAction).toEqual({ ALLOW: 'allow', DENY: 'deny' });
  });
});
