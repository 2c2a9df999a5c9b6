const CELLS = 4096;
/** Longer ones seldom come again. */
const LONGEST = 48;

/** The texts that came last: ids of rules, paths, levels and keys stand in many results, and are made once. */
export class TextCache {
  readonly #texts: string[] = Array.from({ length: CELLS }, () => '');

  /** The text of these bytes, which are ASCII. */
  get(bytes: Buffer, start: number, end: number): string {
    const length = end - start;
    if (length === 0) return '';
    if (length > LONGEST) return bytes.toString('latin1', start, end);
    let hash = length;
    for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + (bytes[i] as number)) | 0;
    const cell = (hash ^ (hash >>> 15)) & (CELLS - 1);
    const known = this.#texts[cell] as string;
    if (known.length === length && isText(known, bytes, start)) return known;
    return (this.#texts[cell] = bytes.toString('latin1', start, end));
  }
}

function isText(text: string, bytes: Buffer, start: number): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== bytes[start + i]) return false;
  return true;
}
