import type { Manual } from '../manual/manual.ts';
import { inSingleQuotes, type OptionWords, operandWords, optionsOf } from './command-words.ts';

/** A completion script for zsh: to be sourced after compinit, or kept as \`_proviso\` in a folder of \`$fpath\`. */
export function zshCompletion(manuals: readonly Manual[]): string {
  const descriptions = manuals.map(
    ({ name, summary }) => `    ${inSingleQuotes(`${name}:${escapeColon(summary)}`)}`,
  );
  return `#compdef proviso
_proviso() {
  local -a commands
  commands=(
${descriptions.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe 'command' commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${manuals.map((manual) => commandCase(manual, manuals)).join('\n')}
  esac
}
if [[ $funcstack[1] == _proviso ]]; then
  _proviso "$@"
else
  compdef _proviso proviso
fi
`;
}

function commandCase(manual: Manual, manuals: readonly Manual[]): string {
  const lines = [...optionsOf(manual).map(optionLine), ...operandLines(manual, manuals)];
  return `    ${manual.name})
      _arguments -s -S \\
${lines.map((line) => `        ${line}`).join(' \\\n')} ;;`;
}

function optionLine(option: OptionWords): string {
  const { words, what, value, kind, repeatable } = option;
  const rest = `[${what.replace(/[[\]]/g, '\\$&')}]${kind === 'flag' ? '' : `:${value ?? 'VALUE'}:${valueAction(option)}`}`;
  if (repeatable === true) return words.map((word) => inSingleQuotes(`*${word}${rest}`)).join(' ');
  const [long = '', short] = words;
  if (short === undefined) return inSingleQuotes(`${long}${rest}`);
  return `${inSingleQuotes(`(${short} ${long})`)}{${short},${long}}${inSingleQuotes(rest)}`;
}

function valueAction({ takesFile, choices }: OptionWords): string {
  if (takesFile) return '_files';
  return choices === undefined ? ' ' : `(${choices.join(' ')})`;
}

function operandLines(manual: Manual, manuals: readonly Manual[]): readonly string[] {
  if (manual.operands === 'files') return [inSingleQuotes('*:file:_files')];
  if (manual.operands === 'programs') return [inSingleQuotes('*::server command:_normal')];
  const words = operandWords(manual, manuals);
  return words.length === 0
    ? [inSingleQuotes('*: : ')]
    : [inSingleQuotes(`1:${manual.operands}:(${words.join(' ')})`)];
}

function escapeColon(text: string): string {
  return text.replaceAll(':', '\\:');
}
