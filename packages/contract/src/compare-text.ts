/** By UTF-16 code units: no locale has a say in the order, so that it is the same on every machine. For `sort`. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
