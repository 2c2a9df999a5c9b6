const LIMIT = 20_000;

/** A pure function of a text that is asked for the same few texts again and again. */
export function remembered<Result>(compute: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, Result>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined || known.has(text)) return before as Result;
    if (known.size >= LIMIT) known.clear();
    const result = compute(text);
    known.set(text, result);
    return result;
  };
}
