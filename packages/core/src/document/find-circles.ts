type Next = (name: string) => readonly string[];

/**
 * Finds the circles among named things, each once: beginning with the first of its names in the given order, which is
 * then followed back to itself. Names that are not in the order are ignored.
 */
export function findCircles(order: readonly string[], next: Next): string[][] {
  const left = namesLeft(order, next);
  const inCircle = new Set<string>();
  const circles: string[][] = [];
  for (const start of left) {
    if (inCircle.has(start)) continue;
    const way = wayBack(start, left, next);
    if (way === undefined) continue;
    for (const name of way) inCircle.add(name);
    circles.push(way);
  }
  return circles;
}

// Takes away, again and again, what leads to nothing that is left. In most documents nothing remains.
function namesLeft(order: readonly string[], next: Next): ReadonlySet<string> {
  const left = new Set(order);
  const leadingTo = new Map<string, string[]>();
  const open = new Map<string, number>();
  for (const name of order) {
    const targets = new Set(next(name).filter((target) => left.has(target)));
    open.set(name, targets.size);
    for (const target of targets) {
      const sources = leadingTo.get(target);
      if (sources === undefined) leadingTo.set(target, [name]);
      else sources.push(name);
    }
  }
  const done = order.filter((name) => open.get(name) === 0);
  for (const name of done) {
    left.delete(name);
    for (const source of leadingTo.get(name) ?? []) {
      const rest = (open.get(source) ?? 0) - 1;
      open.set(source, rest);
      if (rest === 0) done.push(source);
    }
  }
  return left;
}

// Breadth first, so that the shortest way is shown.
function wayBack(start: string, known: ReadonlySet<string>, next: Next): string[] | undefined {
  const from = new Map<string, string>();
  const queue = [start];
  for (const name of queue) {
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
