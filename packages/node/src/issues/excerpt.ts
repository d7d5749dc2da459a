import { displayWidth } from '../text/display-width.ts';
import type { TextPosition } from '../text/line-index.ts';
import { showText } from '../text/show-text.ts';

/** A line of a text as it is shown, and how many columns stand before the place it is shown for. */
interface Excerpt {
  readonly line: string;
  readonly caret: number;
}

/** How many columns are shown before and after the place, of lines that are longer. */
const before = 60;
const after = 50;
const tabStop = 4;

/**
 * Cuts the line of a position out of a text so that a caret can stand under it: tabs become blanks, what a
 * terminal would act on is escaped, wide characters count double, long lines are cut on both sides.
 */
export function excerptAt(text: string, { line, column }: TextPosition): Excerpt | undefined {
  const whole = lineOf(text, line);
  if (whole === undefined) return undefined;
  const offset = Math.min(column - 1, whole.length);
  const start = alignToCharacter(whole, Math.max(0, offset - before));
  const left = renderBefore(whole.slice(start, offset), start === 0);
  const right = render(whole.slice(offset, offset + after + 1), left.width);
  const shownRight = takeWidth(right, after);
  const cut = left.cut ? '…' : '';
  const open = shownRight.length < right.length || whole.length > offset + after + 1 ? '…' : '';
  return {
    line: `${cut}${left.shown}${shownRight.map(({ shown }) => shown).join('')}${open}`.trimEnd(),
    caret: left.width + cut.length,
  };
}

function lineOf(text: string, line: number): string | undefined {
  let start = 0;
  for (let number = 1; number < line; number++) {
    start = text.indexOf('\n', start) + 1;
    if (start === 0) return undefined;
  }
  const end = text.indexOf('\n', start);
  return text.slice(start, end === -1 ? text.length : end).replace(/\r$/, '');
}

function alignToCharacter(line: string, offset: number): number {
  const code = line.charCodeAt(offset);
  return offset > 0 && code >= 0xdc00 && code <= 0xdfff ? offset + 1 : offset;
}

interface Cell {
  readonly shown: string;
  readonly width: number;
}

function render(part: string, from: number): readonly Cell[] {
  const cells: Cell[] = [];
  let at = from;
  for (const character of part) {
    const cell = character === '\t' ? blanks(tabStop - (at % tabStop)) : renderCharacter(character);
    at += cell.width;
    cells.push(cell);
  }
  return cells;
}

function blanks(count: number): Cell {
  return { shown: ' '.repeat(count), width: count };
}

function renderCharacter(character: string): Cell {
  const shown = showText(character);
  return { shown, width: shown === character ? displayWidth(character) : shown.length };
}

function renderBefore(part: string, complete: boolean): { shown: string; width: number; cut: boolean } {
  const cells = render(part, 0);
  const kept = takeWidth([...cells].reverse(), before).reverse();
  return {
    shown: kept.map(({ shown }) => shown).join(''),
    width: kept.reduce((sum, { width }) => sum + width, 0),
    cut: !complete || kept.length < cells.length,
  };
}

function takeWidth(cells: readonly Cell[], limit: number): Cell[] {
  let sum = 0;
  let count = 0;
  for (const { width } of cells) {
    sum += width;
    if (sum > limit) break;
    count++;
  }
  return cells.slice(0, count);
}
