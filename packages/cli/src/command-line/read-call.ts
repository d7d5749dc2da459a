import { type Decision, type Engine, quoteName, refuseAll, type ToolCall } from '@proviso/core';
import { readStrictJson } from '@proviso/node';
import type { CommandLine } from './parse-command-line.ts';
import { readIdentity } from './read-identity.ts';
import { UsageFault } from './usage-fault.ts';

/** The call a command line describes. */
export interface AskedCall {
  /** As it is judged; without `args` when they were not given or are no JSON. */
  readonly call: ToolCall;
  /** Why `--args` is no JSON that all readers would understand the same by. */
  readonly fault: string | undefined;
  /** The engine's answer, or the denial of arguments that cannot be read (SPEC R26). */
  decide(engine: Engine): Decision;
}

/**
 * Reads the tool, agent, callers and arguments of a command line.
 *
 * @throws UsageFault when there is not exactly one tool
 */
export function readCall(line: CommandLine<'agent' | 'caller' | 'args'>, command: string): AskedCall {
  const [tool, extra] = [...line.operands, ...(line.rest ?? [])];
  if (tool === undefined) {
    throw new UsageFault('which tool? No tool was named', {
      hint: `\`proviso help ${command}\` has examples`,
    });
  }
  if (extra !== undefined) {
    throw new UsageFault(`one tool at a time: ${quoteName(extra)} is one too many`, {
      hint: 'for several calls there is `proviso check --calls FILE`',
    });
  }
  const { agent, callers } = readIdentity(line);
  const text = line.text('args');
  const reading = text === undefined ? undefined : readStrictJson(text);
  const call: ToolCall = {
    tool,
    ...(agent !== undefined && { agent }),
    ...(callers.length > 0 && { callers }),
    ...(reading?.ok === true && { args: reading.value }),
  };
  const fault =
    reading?.ok === false ? `column ${reading.fault.column}: ${reading.fault.message}` : undefined;
  return {
    call,
    fault,
    decide: (engine) => (fault === undefined ? engine.decide(call) : refuse(engine, fault)),
  };
}

function refuse(engine: Engine, fault: string): Decision {
  const decision = refuseAll('args_invalid', `the arguments are invalid: ${fault}`).decide({ tool: '' });
  return { ...decision, policyDigest: engine.policyDigest };
}
