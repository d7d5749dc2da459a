import { helpOption } from '../manual/common-options.ts';
import type { Example, Manual, OptionManual } from '../manual/manual.ts';
import { wrapText } from '../terminal/wrap-text.ts';
import { type Look, section, twoColumns } from './look.ts';

/** The help of one command. */
export function formatManual(manual: Manual, look: Look): string {
  const options = Object.entries<OptionManual>({ ...manual.options, help: helpOption });
  const about = manual.about.map((paragraph) => wrapText(paragraph, look.width).join('\n'));
  return `${[
    `${look.paint('bold', `proviso ${manual.name}`)}: ${manual.summary}`,
    section('Usage', manual.usage, look),
    ...about,
    section('Options', twoColumns(options.map(optionRow), look), look),
    section('Examples', exampleLines(manual.examples, look), look),
    section('Exit status', twoColumns(manual.exits, look), look),
  ].join('\n\n')}\n`;
}

/** Each example on a line, and under it what it shows: a line can be copied as it stands. */
export function exampleLines(examples: readonly Example[], { paint }: Look): readonly string[] {
  return examples.flatMap(({ line, what }) => [paint('dim', `# ${what}`), line]);
}

function optionRow([name, { short, value, what }]: readonly [string, OptionManual]): readonly [
  string,
  string,
] {
  const abbreviation = short === undefined ? '    ' : `-${short}, `;
  return [`${abbreviation}--${name}${value === undefined ? '' : ` ${value}`}`, what];
}
