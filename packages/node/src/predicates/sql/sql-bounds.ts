const longestText = 100_000;
const mostComments = 50;
const deepestBrackets = 50;
const longestChain = 500;

// What makes a syntax tree deeper without brackets: operators one behind the other, and words that work like them.
const chaining =
  /[-+*/<>=~!@#%^&|?]+|::|\b(?:not|is|isnull|notnull|union|intersect|except|join|collate|at|case|explain|with)\b/giu;
const quoted = /'[^']*'|"[^"]*"|`[^`]*`/g;

/**
 * True for texts that a parser takes without running out of stack or time, and that reach it whole (SPEC R48.6).
 * Outside these bounds a text has no canonical form.
 */
export function isWithinBounds(text: string): boolean {
  // SECURITY: parsers written in C end the text at a NUL; the database may not.
  if (text.length > longestText || text.includes('\0')) return false;
  if (text.split('/*').length > mostComments) return false;
  const plain = text.replace(quoted, "''");
  return depthOf(text) <= deepestBrackets && (plain.match(chaining)?.length ?? 0) <= longestChain;
}

// Brackets in strings and comments count as well: an estimate that only errs towards refusing.
function depthOf(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const character of text) {
    if (character === '(' || character === '[') depth += 1;
    else if ((character === ')' || character === ']') && depth > 0) depth -= 1;
    if (depth > deepest) deepest = depth;
  }
  return deepest;
}
