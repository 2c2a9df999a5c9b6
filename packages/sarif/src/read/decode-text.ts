import { TextDecoder } from 'node:util';

import type { Sink } from './feed-file.js';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Makes UTF-8 without a byte order mark of bytes in any Unicode encoding that says which it is. */
export interface TextDecoderSink {
  readonly write: Sink;
  /** To be called after the last byte. */
  end(): void;
  /** Known after some bytes. */
  encoding(): Encoding;
}

/**
 * UTF-8 passes as it is, invalid bytes too: who makes text of it has to look. UTF-16 becomes UTF-8; what is invalid in it
 * becomes U+FFFD.
 */
export function decodeText(sink: Sink): TextDecoderSink {
  let start: Buffer | undefined = Buffer.alloc(0);
  let encoding: Encoding = 'utf-8';
  let decoder: TextDecoder | undefined;
  const pass = (chunk: Buffer): void => {
    if (!decoder) sink(chunk);
    else sink(Buffer.from(decoder.decode(chunk, { stream: true })));
  };
  const begin = (bytes: Buffer): void => {
    start = undefined;
    encoding = encodingOf(bytes);
    // The decoder takes its own byte order mark away.
    if (encoding !== 'utf-8') decoder = new TextDecoder(encoding);
    pass(startsWith(bytes, UTF8_MARK) ? bytes.subarray(UTF8_MARK.length) : bytes);
  };
  return {
    write(chunk) {
      if (!start) return pass(chunk);
      // Mostly not copied: it may be a whole file.
      start = start.length === 0 && chunk.length >= UTF8_MARK.length ? chunk : Buffer.concat([start, chunk]);
      if (start.length >= UTF8_MARK.length) begin(start);
    },
    end() {
      if (start) begin(start);
      if (decoder) sink(Buffer.from(decoder.decode()));
    },
    encoding: () => encoding,
  };
}

const UTF8_MARK = [0xef, 0xbb, 0xbf];

function encodingOf(bytes: Uint8Array): Encoding {
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(bytes, [0xfe, 0xff])) return 'utf-16be';
  return 'utf-8';
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, i) => bytes[i] === byte);
}
