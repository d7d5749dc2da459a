import type { ToolCall } from '../decide/tool-call.ts';
import type { JsonObject } from '../json/json-value.ts';
import { assertInit } from '../kernel/assert-init.ts';
import type { Guard } from './guard.ts';

/** On whose behalf guarded tools are called. */
export type CallSubject = Pick<ToolCall, 'agent' | 'callers' | 'principal' | 'session' | 'context'>;

/** How tools are guarded. */
export interface GuardToolsOptions extends CallSubject {
  readonly guard: Guard;
  /** Gives the subject anew for each call, over the fixed one, from what the tool is called with after its arguments. */
  readonly subject?: (...rest: unknown[]) => CallSubject | Promise<CallSubject>;
}

/** How one tool is guarded. */
export interface GuardToolOptions extends GuardToolsOptions {
  /** The name policies know the tool by. */
  readonly name: string;
}

// `never` would be safer to look at, but it becomes the type of parameters that are written without one.
// biome-ignore lint/suspicious/noExplicitAny: the constraint of any function; what is inferred from it is exact
type AnyFunction = (...parameters: any[]) => unknown;

/** A function with the same parameters that always answers with a promise. */
export type GuardedFunction<F> = F extends (...parameters: infer P) => infer R
  ? (...parameters: P) => Promise<Awaited<R>>
  : F;

/** A tool with its type kept: only what it answers with is a promise now. */
export type Guarded<T> = T extends AnyFunction
  ? GuardedFunction<T>
  : { [K in keyof T]: K extends 'execute' ? GuardedFunction<T[K]> : T[K] };

/** What can be guarded: a function of one object of arguments, or an object that has such a function as `execute`. */
export type GuardableTool = AnyFunction | { readonly execute: AnyFunction };

/**
 * Puts a guard around one tool, a function or an object with `execute`. What follows the arguments is passed on.
 *
 * @throws TypeError for an unknown option, and when the tool has nothing that could be guarded
 */
export function guardTool<T extends GuardableTool>(tool: T, options: GuardToolOptions): Guarded<T> {
  if (typeof tool === 'function') return guardFunction(tool, undefined, options) as Guarded<T>;
  const execute: unknown = tool?.execute;
  // SECURITY: a tool that something else runs would look guarded and not be.
  if (typeof execute !== 'function')
    throw new TypeError(`\`${options.name}\` has no \`execute\` that could be guarded`);
  const value = guardFunction(execute as AnyFunction, tool, options);
  const properties = { ...Object.getOwnPropertyDescriptors(tool), execute: { value, enumerable: true } };
  return Object.create(Object.getPrototypeOf(tool), properties);
}

/**
 * Puts a guard around every tool of a record, under the names of its keys.
 *
 * @throws TypeError when one of them has nothing that could be guarded
 * @example
 * ```ts
 * const tools = guardTools({ readFile, sendMail }, { guard, agent: 'assistant' });
 * await tools.readFile({ path: 'a.txt' });
 * ```
 */
export function guardTools<T extends Readonly<Record<string, GuardableTool>>>(
  tools: T,
  options: GuardToolsOptions,
): { [K in keyof T]: Guarded<T[K]> } {
  const guarded = Object.keys(tools).map((name) => [
    name,
    guardTool(tools[name] as GuardableTool, { ...options, name }),
  ]);
  return Object.fromEntries(guarded);
}

function guardFunction(execute: AnyFunction, self: unknown, options: GuardToolOptions) {
  assertInit(options, ['guard', 'name', 'subject', 'agent', 'callers', 'principal', 'session', 'context']);
  const { guard, name, subject } = options;
  return async function guarded(this: unknown, args: unknown = {}, ...rest: unknown[]): Promise<unknown> {
    const told = subject === undefined ? options : await subject(...rest);
    const run = (taken: JsonObject) => Reflect.apply(execute, self ?? this, [taken, ...rest]);
    return guard.run({ ...joinSubjects(options, told), tool: name, args }, run);
  };
}

// SECURITY: what is told anew stands over what was fixed, but leaving something out does not take it away.
function joinSubjects(fixed: CallSubject, told: CallSubject): CallSubject {
  if (typeof told !== 'object' || told === null)
    throw new TypeError('a subject is an object of `agent`, `callers`, …');
  return {
    agent: told.agent || fixed.agent,
    callers: told.callers?.length === 0 ? fixed.callers : (told.callers ?? fixed.callers),
    principal: told.principal ?? fixed.principal,
    session: told.session ?? fixed.session,
    context: told.context ?? fixed.context,
  };
}
