import type { Manual } from '../manual/manual.ts';
import { type OptionWords, operandWords, optionsOf } from './command-words.ts';

/** A completion script for fish. */
export function fishCompletion(manuals: readonly Manual[]): string {
  const lines = [
    '# fish completion for proviso',
    'complete -c proviso -f',
    ...manuals.map(
      ({ name, summary }) => `complete -c proviso -n __fish_use_subcommand -a ${name} -d ${quote(summary)}`,
    ),
    `complete -c proviso -n __fish_use_subcommand -l version -d ${quote('the version')}`,
    `complete -c proviso -n __fish_use_subcommand -s h -l help -d ${quote('the help')}`,
    ...manuals.flatMap((manual) => commandLines(manual, manuals)),
  ];
  return `${lines.join('\n')}\n`;
}

function commandLines(manual: Manual, manuals: readonly Manual[]): readonly string[] {
  const start = `complete -c proviso -n '__fish_seen_subcommand_from ${manual.name}'`;
  const words = operandWords(manual, manuals);
  return [
    ...optionsOf(manual).map((option) => `${start}${optionWords(option)}`),
    ...(manual.operands === 'files' ? [`${start} -F`] : []),
    ...(manual.operands === 'programs' ? [`${start} -a '(__fish_complete_subcommand --fcs-skip=2)'`] : []),
    ...(words.length === 0 ? [] : [`${start} -a ${quote(words.join(' '))}`]),
  ];
}

function optionWords({ name, short, kind, takesFile, choices, what }: OptionWords): string {
  const value = kind === 'flag' ? '' : takesFile ? ' -r -F' : ' -x';
  const known = choices === undefined ? '' : ` -a ${quote(choices.join(' '))}`;
  return `${short === undefined ? '' : ` -s ${short}`} -l ${name}${value}${known} -d ${quote(what)}`;
}

// Between single quotes fish reads \\ and \' as escapes.
function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
