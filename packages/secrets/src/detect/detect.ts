import type { Format } from '../format.js';
import { FORMATS } from '../formats/index.js';
import type { Hit } from '../hit.js';
import { Engine } from './engine.js';
import type { Meter } from './meter.js';
import { fromUtf16 } from './utf16.js';

const engines = new WeakMap<readonly Format[], Engine>();

/**
 * Finds secrets in the bytes of one file, of any size and with any content. Deterministic; hits in the order of their
 * places, none of which overlap. The first call with a list of formats makes an engine of it, which takes a while.
 */
export function detect(
  bytes: Uint8Array,
  path: string,
  formats: readonly Format[] = FORMATS,
  meter?: Meter,
): Hit[] {
  const engine = engines.get(formats) ?? new Engine(formats);
  engines.set(formats, engine);
  const wide = fromUtf16(bytes);
  if (wide) return wide.back(engine.find(wide.utf8, path, meter));
  return engine.find(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), path, meter);
}
