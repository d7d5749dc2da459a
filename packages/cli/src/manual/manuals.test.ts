import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../command-line/parse-command-line.ts';
import { manuals } from './manuals.ts';

/** The words of a command line as a shell splits them, as far as the examples go. */
function wordsOf(line: string): readonly string[] {
  const command = line.slice(line.indexOf('proviso ')).split(/ (?:&&|\||>) |\)/)[0] ?? '';
  return (command.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replaceAll("'", ''));
}

describe.each(manuals)('the manual of $name', (manual) => {
  it.each(manual.examples.map(({ line }) => line))('has an example that is understood: %s', (line) => {
    const [program, name, ...words] = wordsOf(line);
    expect([program, name]).toEqual(['proviso', manual.name]);
    expect(() => parseCommandLine(words, manual)).not.toThrow();
  });

  it('has no two options with the same letter', () => {
    const letters = Object.values(manual.options).flatMap(({ short }) =>
      short === undefined ? [] : [short],
    );
    expect(new Set([...letters, 'h']).size).toBe(letters.length + 1);
  });
});
