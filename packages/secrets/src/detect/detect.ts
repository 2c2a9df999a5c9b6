import type { Format } from '../format.js';
import { indexFormats } from '../formats/catalogue.js';
import { KNOWN } from '../formats/known.js';
import type { Hit } from '../hit.js';
import { Engine } from './engine.js';
import type { Meter } from './meter.js';
import { fromUtf16 } from './utf16.js';

let known: Engine | undefined;
const engines = new WeakMap<readonly Format[], Engine>();

/**
 * Finds secrets in the bytes of one file, of any size and with any content. Deterministic; hits in the order of their
 * places, none of which overlap. The first call with a list of formats makes an engine of it, which takes a while;
 * without one, all formats are looked for.
 */
export function detect(bytes: Uint8Array, path: string, formats?: readonly Format[], meter?: Meter): Hit[] {
  const engine = formats ? engineOf(formats) : (known ??= new Engine(KNOWN));
  const wide = fromUtf16(bytes);
  if (wide) return wide.back(engine.find(wide.utf8, path, meter));
  return engine.find(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), path, meter);
}

function engineOf(formats: readonly Format[]): Engine {
  const engine = engines.get(formats) ?? new Engine(indexFormats(formats));
  engines.set(formats, engine);
  return engine;
}
