import type { Manual } from '../manual/manual.ts';
import { inSingleQuotes, operandWords, optionsOf } from './command-words.ts';

/** A completion script for bash 4 and later. */
export function bashCompletion(manuals: readonly Manual[]): string {
  const names = manuals.map(({ name }) => name);
  return `# bash completion for proviso
_proviso() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}" at
  COMPREPLY=()
  if [[ $COMP_CWORD -eq 1 ]]; then
    COMPREPLY=($(compgen -W ${inSingleQuotes([...names, '--help', '--version'].join(' '))} -- "$current"))
    return
  fi
  for ((at = 2; at < COMP_CWORD; at++)); do
    if [[ $command == mcp && \${COMP_WORDS[at]} == -- ]]; then
      if ((at + 1 == COMP_CWORD)); then COMPREPLY=($(compgen -c -- "$current")); else compopt -o default; fi
      return
    fi
  done
  case "$command $previous" in
${manuals.flatMap(valueCases).join('\n')}
  esac
  case "$command" in
${manuals.map((manual) => commandCase(manual, manuals)).join('\n')}
  esac
}
complete -F _proviso proviso
`;
}

function valueCases(manual: Manual): readonly string[] {
  return optionsOf(manual)
    .filter(({ kind }) => kind === 'text')
    .map(({ words, takesFile, choices }) => {
      const pattern = words.map((word) => inSingleQuotes(`${manual.name} ${word}`)).join('|');
      return `    ${pattern}) ${reply(takesFile, choices ?? [])} return ;;`;
    });
}

function commandCase(manual: Manual, manuals: readonly Manual[]): string {
  const options = optionsOf(manual).flatMap(({ words }) => words);
  const dashes = manual.operands === 'programs' ? ['--'] : [];
  return `    ${manual.name})
      if [[ $current == -* ]]; then
        ${reply(false, [...options, ...dashes])}
      else
        ${reply(manual.operands === 'files', operandWords(manual, manuals))}
      fi ;;`;
}

function reply(files: boolean, words: readonly string[]): string {
  if (files) return 'compopt -o default;';
  if (words.length === 0) return ':;';
  return `COMPREPLY=($(compgen -W ${inSingleQuotes(words.join(' '))} -- "$current"));`;
}
