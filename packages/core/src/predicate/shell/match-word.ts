import type { PatternWord } from './shell-pattern.ts';

/** True when a pattern's word matches a text whole. Takes time linear in the text for each part, without backtracking. */
export function matchesWord(parts: PatternWord, text: string): boolean {
  const first = parts[0] ?? '';
  if (parts.length === 1) return first === text;
  const last = parts.at(-1) ?? '';
  if (text.length < first.length + last.length) return false;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  // The leftmost place of each part leaves the most room for the rest, so the first failure is final.
  const end = text.length - last.length;
  let from = first.length;
  for (let index = 1; index < parts.length - 1; index += 1) {
    const part = parts[index] ?? '';
    const found = text.indexOf(part, from);
    if (found === -1 || found + part.length > end) return false;
    from = found + part.length;
  }
  return true;
}
