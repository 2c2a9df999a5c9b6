import { Fault, showByte } from './fault.js';

/**
 * Where a text that `JSON.parse` refuses stops to be JSON (RFC 8259), and what was expected there: V8's messages name
 * characters of a part of the file, some name no place at all, and they change from version to version.
 *
 * @param shape `value`: one JSON value; `items`: values with commas between them, as in an array.
 * @returns nothing when the text is JSON after all.
 */
export function findJsonFault(text: Uint8Array, shape: 'value' | 'items'): Fault | undefined {
  const checker = new JsonChecker(text);
  try {
    if (shape === 'items') checker.items();
    else checker.whole();
    return undefined;
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}

/** Recursive: the scanner has bounded the nesting before anybody comes here. */
class JsonChecker {
  readonly #text: Uint8Array;
  #at = 0;

  constructor(text: Uint8Array) {
    this.#text = text;
  }

  whole(): void {
    this.#value();
    this.#space();
    if (this.#at < this.#text.length) this.#fail('the end');
  }

  items(): void {
    do this.#value();
    while (this.#take(','));
    if (this.#at < this.#text.length) this.#fail('"," or "]"');
  }

  #value(): void {
    this.#space();
    const byte = this.#text[this.#at];
    if (byte === undefined) this.#fail('a value');
    const character = String.fromCharCode(byte);
    if (character === '{') this.#object();
    else if (character === '[') this.#array();
    else if (character === '"') this.#string();
    else if (character === '-' || isDigit(byte)) this.#number();
    else this.#literal();
  }

  #object(): void {
    this.#at++;
    if (this.#take('}')) return;
    do {
      this.#space();
      if (this.#text[this.#at] !== 0x22) this.#fail('a key in quotes');
      this.#string();
      if (!this.#take(':')) this.#fail('":"');
      this.#value();
    } while (this.#take(','));
    if (!this.#take('}')) this.#fail('"," or "}"');
  }

  #array(): void {
    this.#at++;
    if (this.#take(']')) return;
    do this.#value();
    while (this.#take(','));
    if (!this.#take(']')) this.#fail('"," or "]"');
  }

  #string(): void {
    this.#at++;
    for (;;) {
      const byte = this.#text[this.#at];
      if (byte === undefined || byte < 0x20)
        this.#fail('the rest of a string (control characters are written as escapes)');
      this.#at++;
      if (byte === 0x22) return;
      if (byte === 0x5c) this.#escape();
    }
  }

  #escape(): void {
    const character = String.fromCharCode(this.#text[this.#at] ?? 0);
    if (!'"\\/bfnrtu'.includes(character))
      this.#fail('an escape (one of \\" \\\\ \\/ \\b \\f \\n \\r \\t \\u)');
    this.#at++;
    if (character !== 'u') return;
    for (let digit = 0; digit < 4; digit++, this.#at++) {
      if (!isHexDigit(this.#text[this.#at] ?? 0)) this.#fail('four hexadecimal digits');
    }
  }

  #number(): void {
    if (this.#text[this.#at] === 0x2d) this.#at++;
    if (this.#text[this.#at] === 0x30) this.#at++;
    else this.#digits();
    if (this.#text[this.#at] === 0x2e) {
      this.#at++;
      this.#digits();
    }
    if (this.#text[this.#at] === 0x65 || this.#text[this.#at] === 0x45) {
      this.#at++;
      if (this.#text[this.#at] === 0x2b || this.#text[this.#at] === 0x2d) this.#at++;
      this.#digits();
    }
  }

  #digits(): void {
    if (!isDigit(this.#text[this.#at] ?? 0)) this.#fail('a digit');
    while (isDigit(this.#text[this.#at] ?? 0)) this.#at++;
  }

  #literal(): void {
    const start = this.#at;
    for (const word of ['true', 'false', 'null']) {
      const found = Buffer.from(this.#text.subarray(start, start + word.length)).toString('latin1');
      if (found !== word) continue;
      this.#at += word.length;
      return;
    }
    this.#fail('a value');
  }

  #take(character: string): boolean {
    this.#space();
    if (this.#text[this.#at] !== character.charCodeAt(0)) return false;
    this.#at++;
    return true;
  }

  #space(): void {
    for (;;) {
      const byte = this.#text[this.#at];
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return;
      this.#at++;
    }
  }

  #fail(expected: string): never {
    const byte = this.#text[this.#at];
    const found = byte === undefined ? 'the end' : showByte(byte);
    throw new Fault(`expected ${expected} and found ${found}`, this.#at);
  }
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function isHexDigit(byte: number): boolean {
  return isDigit(byte) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
}
