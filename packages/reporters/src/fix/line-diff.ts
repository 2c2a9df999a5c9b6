/** Lines of the old text that are replaced by lines of the new one; counted from 0, ends exclusive. */
export interface Change {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** More changed lines than this are shown as one block: the work grows with their square. */
const EDITS_LIMIT = 1000;

/** The fewest lines that differ, in order and never touching (Myers, An O(ND) Difference Algorithm, 1986). */
export function lineDiff(before: readonly string[], after: readonly string[]): Change[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let [oldEnd, newEnd] = [before.length, after.length];
  while (oldEnd > start && newEnd > start && before[oldEnd - 1] === after[newEnd - 1]) {
    oldEnd--;
    newEnd--;
  }
  if (start === oldEnd && start === newEnd) return [];
  const inner = shortestEdit(before.slice(start, oldEnd), after.slice(start, newEnd));
  if (!inner) return [{ oldStart: start, oldEnd, newStart: start, newEnd }];
  return inner.map((change) => ({
    oldStart: change.oldStart + start,
    oldEnd: change.oldEnd + start,
    newStart: change.newStart + start,
    newEnd: change.newEnd + start,
  }));
}

/** How far each diagonal was reached, by number of edits; the last entry reaches both ends. Nothing beyond the limit. */
function reach(a: readonly string[], b: readonly string[]): ReadonlyMap<number, number>[] | undefined {
  const trace: Map<number, number>[] = [];
  let last = new Map([[1, 0]]);
  for (let edits = 0; edits <= EDITS_LIMIT; edits++) {
    const here = new Map<number, number>();
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = isDown(last, diagonal, edits)
        ? (last.get(diagonal + 1) ?? 0)
        : (last.get(diagonal - 1) ?? 0) + 1;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x++;
      here.set(diagonal, x);
      if (x >= a.length && x - diagonal >= b.length) return [...trace, here];
    }
    trace.push(here);
    last = here;
  }
  return undefined;
}

/** Whether the best way to a diagonal inserts a line of `b`, rather than deleting one of `a`. */
function isDown(last: ReadonlyMap<number, number>, diagonal: number, edits: number): boolean {
  if (diagonal === -edits) return true;
  return diagonal !== edits && (last.get(diagonal - 1) ?? 0) < (last.get(diagonal + 1) ?? 0);
}

function shortestEdit(a: readonly string[], b: readonly string[]): Change[] | undefined {
  const trace = reach(a, b);
  if (!trace) return undefined;
  const changes: Change[] = [];
  let [x, y] = [a.length, b.length];
  for (let edits = trace.length - 1; edits > 0; edits--) {
    const last = trace[edits - 1] ?? new Map<number, number>();
    const down = isDown(last, x - y, edits);
    const diagonal = down ? x - y + 1 : x - y - 1;
    const from = last.get(diagonal) ?? 0;
    const [oldStart, newStart] = [from, from - diagonal];
    changes.unshift({
      oldStart,
      oldEnd: down ? oldStart : oldStart + 1,
      newStart,
      newEnd: down ? newStart + 1 : newStart,
    });
    [x, y] = [oldStart, newStart];
  }
  return joined(changes);
}

/** Changes that touch are one. */
function joined(changes: readonly Change[]): Change[] {
  const result: Change[] = [];
  for (const change of changes) {
    const last = result.at(-1);
    if (last?.oldEnd === change.oldStart && last.newEnd === change.newStart)
      result[result.length - 1] = { ...last, oldEnd: change.oldEnd, newEnd: change.newEnd };
    else result.push(change);
  }
  return result;
}
