import { parseArgs } from 'node:util';
import { quoteName, suggest } from '@proviso/core';
import { helpOption } from '../manual/common-options.ts';
import type { Manual, OptionManual } from '../manual/manual.ts';
import { UsageFault } from './usage-fault.ts';

/** A command line that was understood whole. */
export interface CommandLine<Option extends string> {
  /** The value of an option, when it was given. */
  text(option: Option): string | undefined;
  /** The values of a repeatable option, in their order. */
  texts(option: Option): readonly string[];
  has(option: Option): boolean;
  /** The words that are no options, without those after `--`. */
  readonly operands: readonly string[];
  /** The words after `--`; `undefined` when there was none. */
  readonly rest: readonly string[] | undefined;
}

/**
 * Reads the words after a command's name by its manual, whole or not at all.
 *
 * @throws UsageFault for an option that is unknown, lacks its value, has one too many or is given twice
 */
export function parseCommandLine<M extends Manual>(
  words: readonly string[],
  manual: M,
): CommandLine<keyof M['options'] & string> {
  const options: Readonly<Record<string, OptionManual>> = { ...manual.options, help: helpOption };
  const { tokens } = parseArgs({
    args: [...words],
    options: Object.fromEntries(
      Object.entries(options).map(([name, option]) => [name, toNodeOption(option)]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<string, string[]>();
  const operands: string[] = [];
  let rest: string[] | undefined;
  for (const token of tokens) {
    if (token.kind === 'option-terminator') rest = [];
    else if (token.kind === 'positional') (rest ?? operands).push(token.value);
    else takeOption(token, { options, values });
  }
  return {
    text: (option) => values.get(option)?.[0],
    texts: (option) => values.get(option) ?? [],
    has: (option) => values.has(option),
    operands,
    rest,
  };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

interface Reading {
  readonly options: Readonly<Record<string, OptionManual>>;
  readonly values: Map<string, string[]>;
}

function takeOption(token: OptionToken, { options, values }: Reading): void {
  const { name, rawName, value } = token;
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (option === undefined) throw unknownOption(rawName, Object.keys(options));
  const before = values.get(name);
  if (before !== undefined && option.kind === 'text' && option.repeatable !== true) {
    throw new UsageFault(`\`${rawName}\` is given twice`);
  }
  checkValue(token, option);
  if (option.kind === 'flag') values.set(name, []);
  else values.set(name, [...(before ?? []), value ?? '']);
}

function checkValue({ rawName, value, inlineValue }: OptionToken, option: OptionManual): void {
  if (option.kind === 'flag') {
    if (value !== undefined) throw new UsageFault(`\`${rawName}\` takes no value`);
    return;
  }
  const wanted = option.value ?? 'VALUE';
  if (value === undefined) throw new UsageFault(`\`${rawName}\` wants a value: ${rawName} ${wanted}`);
  if (inlineValue !== true && value.length > 1 && value.startsWith('-')) {
    throw new UsageFault(`\`${rawName}\` wants a value, and ${quoteName(value)} looks like an option`, {
      hint: `if it is the value, write \`${rawName}=${wanted}\``,
    });
  }
  if (option.choices !== undefined && !option.choices.includes(value)) {
    const choices = option.choices.map((choice) => `\`${choice}\``).join(' or ');
    throw new UsageFault(`\`${rawName}\` is ${choices}, not ${quoteName(value)}`);
  }
}

function unknownOption(rawName: string, names: readonly string[]): UsageFault {
  const meant = suggest(rawName.replace(/^-+/, ''), names);
  return new UsageFault(`unknown option ${quoteName(rawName)}`, {
    hint: meant === undefined ? undefined : `did you mean \`--${meant}\`?`,
  });
}

function toNodeOption({ kind, short }: OptionManual): {
  type: 'string' | 'boolean';
  short?: string;
  multiple: true;
} {
  const type = kind === 'text' ? 'string' : 'boolean';
  return { type, multiple: true, ...(short !== undefined && { short }) };
}
