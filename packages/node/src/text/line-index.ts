/** A place in a text as people count it: from 1, columns in UTF-16 code units. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** Turns offsets of one text into lines and columns; the lines are counted once, at the first question. */
export interface LineIndex {
  /** The place of the code unit at `offset`; the end of the text counts as a place. */
  positionAt(offset: number): TextPosition;
}

/**
 * Counts the lines of a text. A line ends with LF or CR LF; a lone CR is an ordinary character, as it is for
 * the editors' "go to line" and for `grep -n`.
 */
export function createLineIndex(text: string): LineIndex {
  let starts: readonly number[] | undefined;
  return {
    positionAt(offset) {
      starts ??= lineStarts(text);
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
    },
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}
