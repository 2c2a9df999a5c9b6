import { parentPort } from 'node:worker_threads';

import { FileSource } from '../../read/file-source.js';
import { SarifReadError } from '../../read/read-error.js';
import { prepare } from '../prepare.js';
import { ResultTable, transferOf } from '../result-table.js';
import type { MergeAnswer, MergeInput, MergeOrder } from './protocol.js';
import { readUnits, UnitError } from './read-units.js';
import { UnitQueue } from './unit-queue.js';

/** Takes part in a merge, and hands over what it has read. Defects of this program end the thread. */
export async function runMergeWorker(order: MergeOrder): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error('This runs in a thread only');
  try {
    const answer = await work(order);
    port.postMessage(answer, transferOf(answer.table));
  } catch (error) {
    if (!(error instanceof UnitError) || !(error.cause instanceof SarifReadError)) throw error;
    const { file, problem, remedy, offset, line, column } = error.cause;
    const place = offset === undefined ? {} : { offset, ...(line && { line }), ...(column && { column }) };
    const failure = { file, problem, remedy, ...place };
    port.postMessage({ type: 'failed', unit: error.unit, failure } satisfies MergeAnswer);
  }
}

async function work(order: MergeOrder): Promise<MergeAnswer & { type: 'done' }> {
  const { units, thread } = order;
  const inputs = JSON.parse(order.inputs) as MergeInput[];
  const { runs, parts } = prepare(inputs);
  const files = inputs.map((input) => ('slices' in input ? new FileSource(input) : undefined));
  const table = new ResultTable();
  const queue = new UnitQueue(units.length, order.queue);
  const repairs = await readUnits({ units, queue, thread, files, parts, table });
  return {
    type: 'done',
    table: table.state(),
    judges: runs.map(({ judge }) => judge.state()),
    dangling: parts.map((some) => some.map(({ space }) => space.dangling)),
    repairs,
  };
}
