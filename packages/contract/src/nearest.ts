/** The candidate that a misspelt word most likely meant: at most a third of its letters away. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase(), least);
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** The end of a message about a misspelt word: ` Did you mean X?`, or nothing where no candidate is near. */
export function didYouMean(
  word: string,
  candidates: readonly string[],
  show: (candidate: string) => string = (candidate) => candidate,
): string {
  const best = nearest(word, candidates);
  return best === undefined ? '' : ` Did you mean ${show(best)}?`;
}

/**
 * Optimal string alignment (two letters that changed places count once), bounded by the first 64 characters. Not told apart
 * from `limit`: all that is at least so far away. A repository may name a thousand rules that do not exist.
 */
function editDistance(a: string, b: string, limit: number): number {
  const [from, to] = [a.slice(0, 64), b.slice(0, 64)];
  if (Math.abs(from.length - to.length) >= limit) return limit;
  const rows = [Array.from({ length: to.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  let before = 0;
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    rows.push(row);
    let least = i;
    for (let j = 1; j <= to.length; j++) {
      const changed = at(i - 1, j - 1) + Number(from[i - 1] !== to[j - 1]);
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const distance = Math.min(
        changed,
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        swapped ? at(i - 2, j - 2) + 1 : Infinity,
      );
      row.push(distance);
      least = Math.min(least, distance);
    }
    // What follows is made of these two rows, and is never less.
    if (least >= limit && before >= limit) return limit;
    before = least;
  }
  return at(from.length, to.length);
}
