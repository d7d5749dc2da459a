/** How many names may stand one behind the other. */
export const maxNesting = 100;

/** The first name, in the given order, from which a way of more than {@link maxNesting} names leads on. */
export function findTooDeep(
  order: readonly string[],
  next: (name: string) => readonly string[],
): string | undefined {
  const heights = new Map<string, number>();
  const heightOf = (name: string, room: number): number => {
    const known = heights.get(name);
    if (known !== undefined) return known;
    // INVARIANT: never deeper than the limit itself, whatever the document holds; in a circle the room runs out.
    if (room === 0) return Number.POSITIVE_INFINITY;
    let height = 1;
    for (const target of next(name)) {
      height = Math.max(height, heightOf(target, room - 1) + 1);
      if (height === Number.POSITIVE_INFINITY) return height;
    }
    heights.set(name, height);
    return height;
  };
  return order.find((name) => heightOf(name, maxNesting) > maxNesting);
}
