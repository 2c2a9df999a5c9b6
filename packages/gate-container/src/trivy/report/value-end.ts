const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Of brackets. What Trivy writes has fewer than ten levels. */
const DEEPEST = 100;

const PLAIN = 0;
const OPENS = 1;
const CLOSES = 2;
const COLON = 3;
const TEXT = 4;
const SPLITS = 5;
/** What a byte outside of texts means. */
const KIND = new Uint8Array(256);
for (const byte of Buffer.from('[{')) KIND[byte] = OPENS;
for (const byte of Buffer.from(']}')) KIND[byte] = CLOSES;
for (const byte of Buffer.from(', \t\r\n')) KIND[byte] = SPLITS;
KIND[0x3a] = COLON;
KIND[QUOTE] = TEXT;

/**
 * Looks for the end of one JSON value in pieces of its text, counting brackets and minding texts, no more: whether it is
 * JSON is for `JSON.parse` to say.
 */
export class ValueEnd {
  isFound = false;
  isTooDeep = false;
  /** Outside of texts: as many as there are keys. */
  colons = 0;
  #depth = 0;
  #isText = false;
  #isEscaped = false;

  /** A number or a word needs nothing to end it. */
  get mayEnd(): boolean {
    return this.#depth === 0 && !this.#isText;
  }

  /** @returns where the value ends, or `end` when it goes on behind it */
  find(bytes: Uint8Array, from: number, end: number): number {
    let at = from;
    while (at < end) {
      at = this.#isText ? this.#leaveText(bytes, at, end) : this.#leavePlain(bytes, at, end);
      if (this.isFound || this.isTooDeep) return at;
    }
    return end;
  }

  #leaveText(bytes: Uint8Array, from: number, end: number): number {
    let at = from;
    if (this.#isEscaped) at++;
    this.#isEscaped = false;
    while (at < end && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
    if (at >= end) {
      this.#isEscaped = at > end;
      return end;
    }
    this.#isText = false;
    this.isFound = this.#depth === 0;
    return at + 1;
  }

  /** Up to the first byte of a text, or the end of the value. */
  #leavePlain(bytes: Uint8Array, from: number, end: number): number {
    for (let at = from; at < end; at++) {
      const kind = KIND[bytes[at] ?? 0];
      if (kind === PLAIN) continue;
      if (kind === TEXT) {
        this.#isText = true;
        return at + 1;
      }
      if (this.#depth === 0 && kind !== OPENS) return this.#found(at);
      if (kind === COLON) this.colons++;
      else if (kind === OPENS) this.isTooDeep = ++this.#depth > DEEPEST;
      else if (kind === CLOSES && --this.#depth === 0) return this.#found(at + 1);
      if (this.isTooDeep) return at;
    }
    return end;
  }

  #found(at: number): number {
    this.isFound = true;
    return at;
  }
}
