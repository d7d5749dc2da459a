/**
 * Finds the circles among named things, each once: beginning with the first of its names in the given order, which is
 * then followed back to itself. Names that are not in the order are ignored.
 */
export function findCircles(order: readonly string[], next: (name: string) => readonly string[]): string[][] {
  const known = new Set(order);
  const inCircle = new Set<string>();
  const circles: string[][] = [];
  for (const start of order) {
    if (inCircle.has(start)) continue;
    const way = wayBack(start, known, next);
    if (way === undefined) continue;
    for (const name of way) inCircle.add(name);
    circles.push(way);
  }
  return circles;
}

// Breadth first, so that the shortest way is shown.
function wayBack(
  start: string,
  known: ReadonlySet<string>,
  next: (name: string) => readonly string[],
): string[] | undefined {
  const from = new Map<string, string>();
  const queue = [start];
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    for (const target of next(name)) {
      if (target === start) return trail(name, from);
      if (!known.has(target) || from.has(target)) continue;
      from.set(target, name);
      queue.push(target);
    }
  }
  return undefined;
}

function trail(last: string, from: ReadonlyMap<string, string>): string[] {
  const way = [last];
  for (let name = from.get(last); name !== undefined; name = from.get(name)) way.unshift(name);
  return way;
}
