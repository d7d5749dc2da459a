import type { SqlDialect } from './sql-reading.ts';

/** The dialects that are written plainly before a shared parser reads them. */
export type PlainDialect = Exclude<SqlDialect, 'postgres'>;

type PieceKind = 'comment' | 'text' | 'name' | 'word' | 'blank' | 'sign';
type Pieces = readonly (readonly [kind: PieceKind, form: RegExp])[];

const word = ['word', /[\p{L}\p{N}_@][\p{L}\p{M}\p{N}_@]*/uy] as const;
const blank = ['blank', /[ \t\n\r\f\v]+/y] as const;
const block = ['comment', /\/\*[\s\S]*?\*\//y] as const;

// What comments, texts and quoted names are is decided here, for each database by its own rules: a parser that took
// a backslash, a `--` or a `/*!` in another way than the database does would read another statement.
const pieces: Readonly<Record<PlainDialect, Pieces>> = {
  mysql: [
    ['comment', /--(?=\s|$)[^\n]*/y],
    ['comment', /#[^\n]*/y],
    block,
    ['text', /(?:[xbn]|_[a-z\d]+)?'(?:[^'\\]|''|\\[\s\S])*'/iy],
    ['text', /(?:[xbn]|_[a-z\d]+)?"(?:[^"\\]|""|\\[\s\S])*"/iy],
    ['name', /`(?:[^`]|``)*`/y],
    word,
    blank,
    ['sign', /->>?|[-+*%<>=!~^&|?:;,.()]|\/(?!\*)/y],
  ],
  sqlite: [
    ['comment', /--[^\n]*/y],
    block,
    ['text', /x?'(?:[^']|'')*'/iy],
    ['name', /"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]/y],
    word,
    blank,
    ['sign', /->>?|[-+*%<>=!~&|?:;,.()]|\/(?!\*)/y],
  ],
};

/**
 * Writes a statement without comments, with every text replaced by `'s'` and every name quoted alike; gives nothing
 * for what a database and a parser may divide in different ways (SPEC R48.6).
 */
export function writePlainSql(text: string, dialect: PlainDialect): string | undefined {
  let plain = '';
  for (let position = 0; position < text.length; ) {
    const found = findPiece(text, position, pieces[dialect]);
    const written = found && writePiece(found, dialect);
    if (found === undefined || written === undefined) return undefined;
    plain += written;
    position += found.piece.length;
  }
  return plain;
}

interface FoundPiece {
  readonly kind: PieceKind;
  readonly piece: string;
}

function findPiece(text: string, position: number, forms: Pieces): FoundPiece | undefined {
  for (const [kind, form] of forms) {
    form.lastIndex = position;
    const piece = form.exec(text)?.[0];
    if (piece !== undefined) return { kind, piece };
  }
  return undefined;
}

// MySQL runs what stands in these comments, MariaDB in both.
const executedComment = /^\/\*M?!/;
// An odd number of backslashes before a quote ends the text or does not, as the server's mode says.
const ambiguousQuote = /(?<!\\)(?:\\\\)*\\['"]/;
const plainName = /^[^"`\\[\]\p{Cc}]+$/u;
const number = /^(?:\d+(?:e\d+)?|0x[\da-f]+|0b[01]+)$/i;

function writePiece({ kind, piece }: FoundPiece, dialect: PlainDialect): string | undefined {
  switch (kind) {
    case 'comment':
      return executedComment.test(piece) ? undefined : ' ';
    case 'text':
      return dialect === 'mysql' && ambiguousQuote.test(piece) ? undefined : " 's' ";
    case 'name':
      return writeName(piece.slice(1, -1), dialect === 'mysql' ? '`' : '"');
    case 'word':
      return /^\d/.test(piece) && !number.test(piece) ? undefined : piece;
    case 'blank':
      return ' ';
    case 'sign':
      // Two minus signs that begin no comment must not come to begin one.
      return piece === '-' ? '- ' : piece;
  }
}

function writeName(name: string, quote: string): string | undefined {
  return plainName.test(name) ? quote + name + quote : undefined;
}
