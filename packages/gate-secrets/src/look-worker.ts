import { parentPort, workerData } from 'node:worker_threads';

import { makeObey } from './look/obey.js';
import type { Batch, BatchLooked, ThreadSetup } from './look/protocol.js';

/** The entry of a thread that looks for secrets: batches in, what was seen out. */
function serve(port: NonNullable<typeof parentPort>, { key, at }: ThreadSetup): void {
  const obey = makeObey(key);
  const place = new Int32Array(at);
  port.on('message', ({ id, orders }: Batch) => {
    Atomics.store(place, 0, id);
    const looked = orders.map((order, index) => {
      Atomics.store(place, 1, index);
      return obey(order);
    });
    port.postMessage({ id, looked } satisfies BatchLooked);
  });
}

if (parentPort) serve(parentPort, workerData as ThreadSetup);
