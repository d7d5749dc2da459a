import { describe, expect, it } from 'vitest';
import { parsePolicyDocument } from '../compile/parse-policy-document.ts';
import type { Decision } from '../decide/decision.ts';
import type { DecisionPoint } from '../decide/decision-point.ts';
import { createEngine } from '../decide/engine.ts';
import { refuseAll } from '../decide/refusal.ts';
import type { ToolCall } from '../decide/tool-call.ts';
import type { Logger } from '../kernel/logger.ts';
import type { ToolPolicyViolation } from '../kernel/tool-policy-violation.ts';
import type { AuditRecord, AuditSink } from './audit-record.ts';
import { createGuard } from './guard.ts';

const quiet: Logger = { warn: () => undefined };
const engine = engineOf({ version: 1, global: { allow: ['read'], ask: ['mail'] } });

function engineOf(value: unknown) {
  const parsed = parsePolicyDocument(value);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return createEngine(parsed.document, { logger: quiet });
}

function sinkOf(mode: string, append: AuditSink['append']): AuditSink {
  return { mode: mode as AuditSink['mode'], append };
}

async function violationOf(run: Promise<unknown>): Promise<ToolPolicyViolation> {
  return run.then(
    () => expect.unreachable('the call was let through'),
    (violation) => {
      expect(violation.code).toBe('tool_policy_violation');
      return violation;
    },
  );
}

const forbidden = () => expect.unreachable('the tool ran');

describe('R27: the order', () => {
  it('decides, records, runs, records, and gives back what the tool gave', async () => {
    const steps: unknown[] = [];
    const audit = sinkOf('required', async (record) => {
      await new Promise((resolve) => setImmediate(resolve));
      steps.push(record.kind);
    });
    const point: DecisionPoint = {
      decide(call) {
        steps.push('decide');
        return engine.decide(call);
      },
    };
    const guard = createGuard({ engine: point, audit, logger: quiet });
    const result = await guard.run({ tool: 'read', args: { path: 'a' } }, (args) => {
      steps.push(args);
      return 'content';
    });
    expect(result).toBe('content');
    expect(steps).toEqual(['decide', 'decision', { path: 'a' }, 'outcome']);
  });

  it('what is denied does not run, and the violation carries the decision', async () => {
    const guard = createGuard({ engine, logger: quiet });
    const violation = await violationOf(guard.run({ tool: 'write', agent: 'coder' }, forbidden));
    expect(violation.message).toBe("Tool 'write' is denied by policy for agent 'coder'");
    expect(violation.decision).toMatchObject({
      action: 'deny',
      code: 'not_allowed',
      policyDigest: engine.policyDigest,
    });
  });

  it('what must be asked does not run', async () => {
    const violation = await violationOf(
      createGuard({ engine, logger: quiet }).run({ tool: 'mail' }, forbidden),
    );
    expect(violation.decision).toMatchObject({ action: 'ask', code: 'approval_required' });
  });

  it('an aborted call does not run, even when it is allowed (F15)', async () => {
    const abort = new AbortController();
    const audit = sinkOf('required', () => abort.abort(new Error('no longer wanted')));
    const run = createGuard({ engine, audit, logger: quiet }).run({ tool: 'read' }, forbidden, {
      signal: abort.signal,
    });
    await expect(run).rejects.toThrow('no longer wanted');
  });

  it('a tool that fails is recorded as failed, and its error is passed on', async () => {
    const records: AuditRecord[] = [];
    const audit = sinkOf('required', (record) => void records.push(record));
    const run = createGuard({ engine, audit, logger: quiet }).run({ tool: 'read', agent: 'a' }, () => {
      throw new Error('disk');
    });
    await expect(run).rejects.toThrow('disk');
    expect(records[1]).toEqual({
      kind: 'outcome',
      callId: 'call-1',
      tool: 'read',
      agent: 'a',
      outcome: 'failed',
    });
  });
});

describe('R9: a decision point that is not to be trusted', () => {
  const decision = engine.decide({ tool: 'read' });
  const answers: [string, () => unknown][] = [
    [
      'throws',
      () => {
        throw new Error('boom');
      },
    ],
    ['answers with a promise of allow', () => Promise.resolve(decision)],
    [
      'answers with a thenable that has an action',
      () => Object.assign({ ...decision }, Object.fromEntries([['then', () => undefined]])),
    ],
    ['answers with undefined', () => undefined],
    ['answers with true', () => true],
    ['answers with Allow', () => ({ ...decision, action: 'Allow' })],
    ['answers with ok', () => ({ ok: true })],
    ['answers with an action and no code', () => ({ action: 'allow' })],
  ];
  it.each(answers)('denies when it %s (F7, F8)', async (_, decide) => {
    const guard = createGuard({ engine: { decide: decide as () => Decision }, logger: quiet });
    const violation = await violationOf(guard.run({ tool: 'read' }, forbidden));
    expect(violation.decision).toMatchObject({ action: 'deny', code: 'engine_fault' });
  });

  it('a decision that changes after it was given is the one that was given', async () => {
    const changing: { -readonly [K in keyof Decision]: Decision[K] } = {
      ...engine.decide({ tool: 'write' }),
    };
    let reads = 0;
    const twoFaced = Object.defineProperty({ ...decision }, 'action', {
      get: () => (reads++ === 0 ? 'deny' : 'allow'),
    });
    const audit = sinkOf('required', () => {
      changing.action = 'allow';
    });
    for (const answer of [changing, twoFaced]) {
      const guard = createGuard({ engine: { decide: () => answer }, audit, logger: quiet });
      await violationOf(guard.run({ tool: 'write' }, forbidden));
    }
  });

  it('denies everything where no policy could be read (F1, F2)', async () => {
    const guard = createGuard({
      engine: refuseAll('policy_unavailable', 'no policy is in force'),
      logger: quiet,
    });
    const violation = await violationOf(guard.run({ tool: 'read' }, forbidden));
    expect(violation.decision).toMatchObject({ code: 'policy_unavailable', policyDigest: '' });
  });

  it('refuses to be made without one (F7)', () => {
    expect(() => createGuard({} as never)).toThrow(TypeError);
  });
});

describe('R26: arguments', () => {
  it('the tool gets the frozen snapshot that was judged, whatever the caller does afterwards', async () => {
    const args = { path: 'a', deep: { list: [1] } };
    const audit = sinkOf('required', () => {
      args.path = '/etc/passwd';
      args.deep.list.push(2);
    });
    const taken = await createGuard({ engine, audit, logger: quiet }).run(
      { tool: 'read', args },
      (given) => given,
    );
    expect(taken).toEqual({ path: 'a', deep: { list: [1] } });
    expect(
      Object.isFrozen(taken) &&
        Object.isFrozen(taken.deep) &&
        Object.isFrozen((taken.deep as { list: unknown }).list),
    ).toBe(true);
  });

  it('absent arguments reach the tool as an empty object', async () => {
    expect(await createGuard({ engine, logger: quiet }).run({ tool: 'read' }, (args) => args)).toEqual({});
  });

  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;
  const bad: [string, unknown][] = [
    ['a list', []],
    ['a text', 'path'],
    ['null', null],
    [
      'a getter',
      {
        get path() {
          return 'a';
        },
      },
    ],
    ['a date', { at: new Date(0) }],
    ['toJSON', { path: 'a', toJSON: () => ({ path: 'b' }) }],
    ['a cycle', cyclic],
    ['a function', { run: () => undefined }],
    ['a lone surrogate', { path: '\ud800' }],
    ['NaN', { n: Number.NaN }],
    ['a bigint', { n: 1n }],
    [
      'a proxy that throws',
      {
        inner: new Proxy(
          {},
          {
            ownKeys() {
              throw new Error('trap');
            },
          },
        ),
      },
    ],
    ['a typed array', { bytes: new Uint8Array(1) }],
  ];
  it.each(bad)('%s is denied as args_invalid, by guard and engine alike (F14)', async (_, args) => {
    const violation = await violationOf(
      createGuard({ engine, logger: quiet }).run({ tool: 'read', args }, forbidden),
    );
    expect(violation.decision).toMatchObject({ action: 'deny', code: 'args_invalid' });
    expect(violation.decision).toEqual(engine.decide({ tool: 'read', args }));
  });

  it('nothing gets deeper or larger by being taken before', async () => {
    const run = (args: unknown) =>
      createGuard({ engine, logger: quiet }).run({ tool: 'read', args }, forbidden);
    let deep = await createGuard({ engine, logger: quiet }).run({ tool: 'read', args: {} }, (args) => args);
    let wide = deep;
    for (let level = 0; level < 127; level += 1) {
      deep = await createGuard({ engine, logger: quiet }).run(
        { tool: 'read', args: { deep } },
        (args) => args,
      );
      if (level < 18)
        wide = await createGuard({ engine, logger: quiet }).run(
          { tool: 'read', args: { a: wide, b: wide } },
          (args) => args,
        );
    }
    expect((await violationOf(run({ deep }))).decision?.code).toBe('args_invalid');
    expect((await violationOf(run({ a: wide, b: wide, c: wide, d: wide }))).decision?.code).toBe(
      'args_invalid',
    );
  });

  it('a call that cannot be read is denied', async () => {
    const guard = createGuard({ engine, logger: quiet });
    const trap = new Proxy({} as ToolCall, {
      get() {
        throw new Error('trap');
      },
    });
    for (const call of [
      trap,
      null,
      undefined,
      'read',
      { tool: 5 },
      { tool: 'read', agent: 7 },
      { tool: 'read', callers: 'a' },
    ]) {
      const violation = await violationOf(guard.run(call as ToolCall, forbidden));
      expect(violation.decision).toMatchObject({ action: 'deny', code: 'call_invalid' });
    }
  });
});

describe('R28: records', () => {
  it('hold the decision, the names and a digest of the arguments, never the arguments', async () => {
    const records: AuditRecord[] = [];
    const audit = sinkOf('required', (record) => void records.push(record));
    const guard = createGuard({ engine, audit, logger: quiet, createCallId: () => 'id-1' });
    await violationOf(
      guard.run({ tool: 'write', agent: 'a', callers: ['b'], args: { secret: 'hunter2' } }, forbidden),
    );
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      kind: 'decision',
      callId: 'id-1',
      tool: 'write',
      agent: 'a',
      callers: ['b'],
      decision: { action: 'deny' },
    });
    expect(records[0]).toHaveProperty('argsDigest', expect.stringMatching(/^sha256:[0-9a-f]{64}$/));
    expect(JSON.stringify(records)).not.toContain('hunter2');
  });

  it('the digest does not depend on the order of keys', async () => {
    const digests: unknown[] = [];
    const audit = sinkOf(
      'required',
      (record) => void digests.push('argsDigest' in record && record.argsDigest),
    );
    const guard = createGuard({ engine, audit, logger: quiet });
    await guard.run({ tool: 'read', args: { a: 1, b: 2 } }, () => undefined);
    await guard.run({ tool: 'read', args: { b: 2, a: 1 } }, () => undefined);
    expect(digests[0]).toBe(digests[2]);
  });

  const faults: [string, AuditSink['append']][] = [
    [
      'throws',
      () => {
        throw new Error('full');
      },
    ],
    ['rejects', () => Promise.reject(new Error('full'))],
  ];
  describe.each(faults)('a sink that %s', (_, append) => {
    it.each(['required', 'Best-Effort', ''])('denies in mode %j', async (mode) => {
      const guard = createGuard({ engine, audit: sinkOf(mode, append), logger: quiet });
      const violation = await violationOf(guard.run({ tool: 'read' }, forbidden));
      expect(violation.decision).toMatchObject({ action: 'deny', code: 'audit_unavailable' });
    });

    it('is a warning in mode best-effort', async () => {
      const warnings: string[] = [];
      const logger: Logger = { warn: (message) => void warnings.push(message) };
      const guard = createGuard({ engine, audit: sinkOf('best-effort', append), logger });
      expect(await guard.run({ tool: 'read' }, () => 'ran')).toBe('ran');
      expect(warnings).toEqual(['a decision could not be recorded', 'an outcome could not be recorded']);
    });

    it('does not turn a denial into something else', async () => {
      const guard = createGuard({ engine, audit: sinkOf('required', append), logger: quiet });
      const violation = await violationOf(guard.run({ tool: 'write' }, forbidden));
      expect(violation.decision?.code).toBe('not_allowed');
    });
  });

  it('a logger that throws lets nothing through and breaks nothing', async () => {
    const logger: Logger = {
      info() {
        throw new Error('x');
      },
      warn() {
        throw new Error('x');
      },
    };
    const guard = createGuard({
      engine,
      audit: sinkOf('best-effort', () => {
        throw new Error('full');
      }),
      logger,
    });
    await violationOf(guard.run({ tool: 'write' }, forbidden));
    expect(await guard.run({ tool: 'read' }, () => 'ran')).toBe('ran');
  });

  it('a call id that cannot be made stops the call', async () => {
    const createCallId = () => {
      throw new Error('no ids');
    };
    await expect(
      createGuard({ engine, logger: quiet, createCallId }).run({ tool: 'read' }, forbidden),
    ).rejects.toThrow('no ids');
  });
});
