import { describe, expect, expectTypeOf, it } from 'vitest';
import { parsePolicyDocument } from '../compile/parse-policy-document.ts';
import { createEngine } from '../decide/engine.ts';
import { isToolPolicyViolation } from '../kernel/tool-policy-violation.ts';
import { createGuard } from './guard.ts';
import { guardTool, guardTools } from './guard-tools.ts';

const parsed = parsePolicyDocument({
  version: 1,
  global: { default: 'deny' },
  agents: { reader: { allow: ['read', 'later', 'box', '__proto__'] } },
});
if (!parsed.ok) throw new Error('the document is refused');
const guard = createGuard({ engine: createEngine(parsed.document), logger: { warn: () => undefined } });

const read = (args: { readonly path: string }, context?: { readonly user: string }) =>
  `${args.path} for ${context?.user}`;
const write = async (args: { readonly path: string; readonly text: string }) => args.text.length;

describe('R27: guarded tools', () => {
  it('run or do not run, by their keys, and keep their types', async () => {
    const tools = guardTools({ read, write }, { guard, agent: 'reader' });
    expectTypeOf(tools.read).toEqualTypeOf<
      (args: { readonly path: string }, context?: { readonly user: string }) => Promise<string>
    >();
    expectTypeOf(tools.write).toEqualTypeOf<typeof write>();
    // @ts-expect-error: arguments are still checked
    const wrong = tools.read({ file: 'a' });
    await wrong;
    expect(await tools.read({ path: 'a' }, { user: 'u' })).toBe('a for u');
    await expect(tools.write({ path: 'a', text: '' })).rejects.toSatisfy(isToolPolicyViolation);
  });

  it('objects with `execute` keep everything else, their prototype and their `this`', async () => {
    class Box {
      readonly description = 'a box';
      #content = 'kept';
      execute(args: { readonly n: number }) {
        return `${this.#content} ${args.n}`;
      }
      get size() {
        return 1;
      }
    }
    const original = new Box();
    const { box } = guardTools({ box: original }, { guard, agent: 'reader' });
    expectTypeOf(box.execute).toEqualTypeOf<(args: { readonly n: number }) => Promise<string>>();
    expectTypeOf(box.description).toEqualTypeOf<string>();
    expect(await box.execute({ n: 2 })).toBe('kept 2');
    expect([box.description, box.size, box instanceof Box]).toEqual(['a box', 1, true]);
    expect(original.execute({ n: 1 })).toBe('kept 1');
    const frozen = guardTool(Object.freeze({ execute: () => 1 }), { guard, name: 'write', agent: 'reader' });
    await expect(frozen.execute()).rejects.toSatisfy(isToolPolicyViolation);
  });

  it('the subject may be told anew for each call, from what follows the arguments', async () => {
    const subject = (context: unknown) => ({ agent: (context as { readonly user: string }).user });
    const tools = guardTools({ read }, { guard, agent: 'reader', subject });
    expect(await tools.read({ path: 'a' }, { user: 'reader' })).toBe('a for reader');
    await expect(tools.read({ path: 'a' }, { user: 'writer' })).rejects.toThrow("for agent 'writer'");
  });

  it('a subject may come late or as an instance, and leaving something out takes nothing away', async () => {
    class Session {
      get agent() {
        return 'writer';
      }
    }
    const late = guardTools({ read }, { guard, agent: 'reader', subject: async () => new Session() });
    await expect(late.read({ path: 'a' })).rejects.toThrow("for agent 'writer'");
    const silent = guardTools({ write }, { guard, agent: 'reader', subject: () => ({ agent: undefined }) });
    await expect(silent.write({ path: 'a', text: '' })).rejects.toThrow("for agent 'reader'");
    const empty = guardTools(
      { write },
      { guard, agent: 'reader', callers: ['x'], subject: () => ({ agent: '', callers: [] }) },
    );
    await expect(empty.write({ path: 'a', text: '' })).rejects.toMatchObject({
      agentId: 'reader',
      decision: { scope: { caller: 0 } },
    });
    const misspelt = { guard, agentId: 'reader' } as never;
    expect(() => guardTools({ read }, misspelt)).toThrow('unknown option `agentId`');
    const wrong = guardTools({ read }, { guard, agent: 'reader', subject: () => 'reader' as never });
    await expect(wrong.read({ path: 'a' })).rejects.toThrow(TypeError);
  });

  it('a subject that cannot be told stops the call', async () => {
    const subject = () => {
      throw new Error('no session');
    };
    await expect(
      guardTools({ read }, { guard, agent: 'reader', subject }).read({ path: 'a' }),
    ).rejects.toThrow('no session');
  });

  it('arguments that are no object are denied', async () => {
    const { read: guarded } = guardTools({ read: (path: string) => path }, { guard, agent: 'reader' });
    await expect(guarded('a')).rejects.toMatchObject({ decision: { code: 'args_invalid' } });
  });

  it('names from Object.prototype are names (F17)', async () => {
    const record = Object.fromEntries([
      ['__proto__', () => 'ran'],
      ['constructor', () => 'ran'],
    ]);
    const tools = guardTools(record, { guard, agent: 'reader' });
    expect(Object.keys(tools)).toEqual(['__proto__', 'constructor']);
    const own = Object.getOwnPropertyDescriptor(tools, '__proto__')?.value as () => Promise<string>;
    expect(await own()).toBe('ran');
    await expect((tools as { constructor: () => Promise<string> }).constructor()).rejects.toSatisfy(
      isToolPolicyViolation,
    );
  });

  it('a tool with nothing to guard is refused, not passed through', () => {
    expect(() => guardTools({ remote: { description: 'runs elsewhere' } as never }, { guard })).toThrow(
      '`remote` has no `execute`',
    );
  });
});
