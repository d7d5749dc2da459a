import { alphabet, blanks, hostile, joiners, names, pieces, redirections, stubNames } from './line-pieces.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Makes a line: well-formed, with something hostile in it, or mangled in a few places. */
export function generateLine(random: SeededRandom): string {
  const line = makeLine(random);
  if (random.oneIn(3)) return insertHostile(random, line);
  if (random.oneIn(2)) return mangle(random, line);
  return line;
}

function makeLine(random: SeededRandom): string {
  let line = random.oneIn(12) ? random.pick(['\n', ' ', '\n\n ', '\t']) : '';
  const count = 1 + random.below(random.oneIn(4) ? 5 : 3);
  for (let index = 0; index < count; index += 1) {
    if (index > 0) line += random.pick(joiners);
    line += makeCommand(random);
  }
  return random.oneIn(6) ? line + random.pick([';', '&', '\n', ' ', ';\n', ' &\n\n', '\n\n']) : line;
}

function makeCommand(random: SeededRandom): string {
  const parts: string[] = [];
  if (random.oneIn(20)) parts.push(random.pick(redirections));
  parts.push(makeName(random));
  const count = random.below(5);
  for (let index = 0; index < count; index += 1) {
    parts.push(random.oneIn(9) ? random.pick(redirections) : makeWord(random));
  }
  let text = parts[0] ?? '';
  for (const part of parts.slice(1)) text += (random.oneIn(30) ? '' : random.pick(blanks)) + part;
  return text;
}

function makeName(random: SeededRandom): string {
  if (random.oneIn(5)) return spell(random, random.pick(stubNames));
  return random.oneIn(6) ? spell(random, random.pick(names)) : random.pick(names);
}

// The same name, written with quotes and backslashes.
function spell(random: SeededRandom, name: string): string {
  const style = random.below(4);
  if (style === 0 && !name.includes("'")) return `'${name}'`;
  if (style === 1) return name;
  const characters = Array.from(name);
  if (style === 2) return `"${characters.map((one) => ('$`"\\'.includes(one) ? `\\${one}` : one)).join('')}"`;
  return characters
    .map((one) => (one === '\n' ? "'\n'" : random.oneIn(2) || !/\w/u.test(one) ? `\\${one}` : one))
    .join('');
}

function makeWord(random: SeededRandom): string {
  let word = '';
  const count = 1 + random.below(random.oneIn(3) ? 4 : 2);
  for (let index = 0; index < count; index += 1) word += random.pick(random.pick(pieces));
  return word;
}

function insertHostile(random: SeededRandom, line: string): string {
  const at = random.below(line.length + 1);
  const token = random.pick(hostile);
  const piece = random.pick([
    token,
    ` ${token}`,
    `${token} `,
    ` ${token} `,
    `"${token}"`,
    `'${token}'`,
    `\n${token}`,
  ]);
  return line.slice(0, at) + piece + line.slice(at);
}

function mangle(random: SeededRandom, line: string): string {
  let text = line;
  const count = 1 + random.below(3);
  for (let index = 0; index < count; index += 1) text = mangleOnce(random, text);
  return text;
}

function mangleOnce(random: SeededRandom, line: string): string {
  const at = random.below(line.length + 1);
  const end = Math.min(line.length, at + 1 + random.below(4));
  switch (random.below(6)) {
    case 0:
      return line.slice(0, at) + line.slice(end);
    case 1:
      return line.slice(0, at) + random.pick(alphabet) + line.slice(at);
    case 2:
      return line.slice(0, at) + random.pick(alphabet) + line.slice(at + 1);
    case 3:
      return line.slice(0, end) + line.slice(at);
    case 4:
      return line.slice(0, at) + line.slice(at, end).split('').reverse().join('') + line.slice(end);
    default:
      return line.slice(0, at) + random.pick(alphabet) + random.pick(alphabet) + line.slice(at);
  }
}
