import { failed, look } from './look.js';
import type { Looked } from './looked.js';
import type { Order } from './protocol.js';
import { bytesSource, FileReader } from './source.js';

/** Carries out orders, one after the other, in whichever thread. Never throws. */
export function makeObey(key: Uint8Array): (order: Order) => Looked {
  const reader = new FileReader();
  const secretKey = Buffer.from(key);
  return (order) => {
    try {
      if ('bytes' in order) return look(bytesSource(order.path, order.bytes), secretKey);
      // `look` says of large files what is wrong with them: most are no text.
      const limit = Number.MAX_SAFE_INTEGER;
      const looked = reader.with(order.root, order.path, limit, (source) => look(source, secretKey));
      return 'places' in looked ? looked : { places: [], seen: false, gap: looked.gap };
    } catch (error) {
      return { places: [], seen: false, gap: failed(order.path, error) };
    }
  };
}
