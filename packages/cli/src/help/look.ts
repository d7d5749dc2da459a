import type { Paint } from '../terminal/paint.ts';
import { wrapText } from '../terminal/wrap-text.ts';

/** How help is written: with which painter, and how wide. */
export interface Look {
  readonly paint: Paint;
  readonly width: number;
}

/** A heading and its lines, each indented. */
export function section(title: string, lines: readonly string[], { paint }: Look): string {
  return [paint('bold', title), ...lines.map((line) => (line === '' ? '' : `  ${line}`))].join('\n');
}

/** Two columns: short words in colour on the left, what they mean on the right, wrapped under itself. */
export function twoColumns(
  rows: readonly (readonly [string, string])[],
  { paint, width }: Look,
): readonly string[] {
  const left = Math.max(...rows.map(([term]) => term.length));
  return rows.flatMap(([term, meaning]) =>
    wrapText(meaning, width - left - 4).map((line, index) => {
      const shown = index === 0 ? paint('cyan', term) + ' '.repeat(left - term.length) : ' '.repeat(left);
      return `${shown}  ${line}`;
    }),
  );
}
