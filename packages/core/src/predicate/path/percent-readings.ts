const escapes = /%u[0-9a-f]{4}|%[0-7][0-9a-f]|(?:%[89a-f][0-9a-f])+/gi;
/** Software between the model and the file system decodes once or twice; more is an attempt to get past. */
const rounds = 4;

/** What percent-decoding can make of a text. */
export interface PercentReadings {
  /** Every further reading, innermost last. */
  readonly texts: readonly string[];
  /** False when an escape stands for no character, or there is always one more round. */
  readonly complete: boolean;
}

const none: PercentReadings = { texts: [], complete: true };

/** Decodes a text again and again, as the deny side must (SPEC R48.1). Escapes that stand for nothing are kept. */
export function percentReadings(text: string): PercentReadings {
  if (!text.includes('%')) return none;
  const texts: string[] = [];
  let complete = true;
  let current = text;
  for (let round = 0; round <= rounds; round += 1) {
    const decoded = current.replace(escapes, (escaped) => {
      const characters = decodeEscape(escaped);
      if (characters === undefined) complete = false;
      return characters ?? escaped;
    });
    if (decoded === current) return { texts, complete };
    texts.push(decoded);
    current = decoded;
  }
  return { texts, complete: false };
}

// Overlong forms (`%c0%ae` for a dot) are no UTF-8: they stand for nothing.
function decodeEscape(escaped: string): string | undefined {
  if (/^%u/i.test(escaped)) return String.fromCharCode(Number.parseInt(escaped.slice(2), 16));
  try {
    return decodeURIComponent(escaped);
  } catch {
    return undefined;
  }
}
