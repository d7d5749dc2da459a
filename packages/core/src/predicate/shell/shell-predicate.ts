import type { JsonType, PredicateParser } from '../predicate.ts';
import { readTexts } from '../read-operand.ts';
import { compileShellPatterns } from './compile-shell-patterns.ts';

const strings: ReadonlySet<JsonType> = new Set(['string']);

/** `shell: [patterns]`: every command of a line surely matches one, or some command possibly does (SPEC R48.3). */
export const shellPredicate: PredicateParser = {
  name: 'shell',
  parse(operand, place) {
    const texts = readTexts(operand, place);
    if (texts === undefined) return undefined;
    for (const [pattern, at] of texts) {
      const compiled = compileShellPatterns([pattern]);
      if (typeof compiled === 'string') at.report('bad_pattern', compiled);
    }
    const matcher = compileShellPatterns(texts.map(([pattern]) => pattern));
    if (typeof matcher === 'string') return undefined;
    return {
      reads: strings,
      surely: (line) => matcher.surely(line as string),
      possibly: (line) => matcher.possibly(line as string),
    };
  },
};
