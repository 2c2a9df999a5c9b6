/** A field of a message: a number, or the bytes of a text, of bytes or of a message. */
export type Field = readonly [number: number, value: number | Uint8Array];

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;
/** Bytes of a number. */
const VARINT_LIMIT = 10;

/**
 * The fields of a message in the wire format of Protocol Buffers (https://protobuf.dev/programming-guides/encoding/), as far as
 * it can be read: what is cut off or in no known form ends it. Numbers of fixed width are left out.
 */
export function* fieldsOf(message: Uint8Array): Generator<Field> {
  const reader = new Reader(message);
  for (;;) {
    const tag = reader.varint();
    if (tag === undefined) return;
    const [number, form] = [Math.floor(tag / 8), tag % 8];
    if (form === FIXED64 || form === FIXED32) {
      if (reader.bytes(form === FIXED64 ? 8 : 4) === undefined) return;
      continue;
    }
    const value = form === VARINT ? reader.varint() : form === BYTES ? reader.sized() : undefined;
    if (value === undefined) return;
    yield [number, value];
  }
}

class Reader {
  readonly #message: Uint8Array;
  #at = 0;

  constructor(message: Uint8Array) {
    this.#message = message;
  }

  /** Exact up to 2^53; nobody here reads larger ones. */
  varint(): number | undefined {
    let value = 0;
    for (let i = 0; i < VARINT_LIMIT; i++) {
      const byte = this.#message[this.#at++];
      if (byte === undefined) return undefined;
      value += (byte & 0x7f) * 2 ** (7 * i);
      if (byte < 0x80) return value;
    }
    return undefined;
  }

  sized(): Uint8Array | undefined {
    const length = this.varint();
    return length === undefined ? undefined : this.bytes(length);
  }

  bytes(length: number): Uint8Array | undefined {
    const end = this.#at + length;
    if (end > this.#message.length) return undefined;
    const found = this.#message.subarray(this.#at, end);
    this.#at = end;
    return found;
  }
}
