/** Calls `use` for every item, at most `limit` at a time; the answers are in the order of the items. */
export async function mapBounded<T, R>(
  items: readonly T[],
  limit: number,
  use: (item: T) => Promise<R>,
): Promise<R[]> {
  const answers: R[] = [];
  const queue = items.entries();
  const work = async (): Promise<void> => {
    for (const [i, item] of queue) answers[i] = await use(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  return answers;
}
