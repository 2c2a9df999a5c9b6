/** The words of a name in lower case: `resetToken`, `reset_token` and `RESET-TOKEN` give `reset`, `token`. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z\d]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}

/** Do the words hold one of the list, in singular or plural? */
export function hasWord(words: readonly string[], list: ReadonlySet<string>): boolean {
  return words.some((word) => list.has(word) || (word.endsWith('s') && list.has(word.slice(0, -1))));
}
