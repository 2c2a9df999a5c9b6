import { setImmediate } from 'node:timers/promises';

import type { FileSource } from '../../read/file-source.js';
import { Templates } from '../../read/templates/templates.js';
import { resultAdder, type ResultAdder } from '../add-results.js';
import type { Part } from '../prepare.js';
import type { ResultTable } from '../result-table.js';
import type { Unit, UnitRepairs } from './protocol.js';
import type { UnitQueue } from './unit-queue.js';

/** What a thread reads with. */
export interface UnitReader {
  readonly units: readonly Unit[];
  readonly queue: UnitQueue;
  readonly thread: number;
  /** By input; only those with units are asked for. */
  readonly files: readonly (FileSource | undefined)[];
  readonly parts: readonly (readonly Part[])[];
  readonly table: ResultTable;
  readonly signal?: AbortSignal | undefined;
}

/** Reading ended in this unit. */
export class UnitError extends Error {
  readonly unit: number;

  constructor(unit: number, cause: unknown) {
    super(`Unit ${unit} could not be read`, { cause });
    this.unit = unit;
  }
}

/**
 * Reads units into the table, as long as there are any.
 *
 * @throws {UnitError} and nobody gets another unit. @throws the reason of the signal.
 */
export async function readUnits(reader: UnitReader): Promise<UnitRepairs[]> {
  const { queue, thread, parts, table } = reader;
  const templates = new Templates();
  const adders = parts.map((some, number) => resultAdder(some, number, table, templates));
  const found: UnitRepairs[] = [];
  for (let unit = queue.take(thread); unit !== undefined; unit = queue.take(thread)) {
    const repairs = await readUnit(reader, unit, adders);
    if (repairs.length > 0) found.push({ unit, repairs });
    // Timers and signals get their turn.
    await setImmediate();
    reader.signal?.throwIfAborted();
  }
  return found;
}

async function readUnit(
  { units, files, queue }: UnitReader,
  number: number,
  adders: readonly ResultAdder[],
): Promise<Awaited<ReturnType<FileSource['eachResultOf']>>> {
  const unit = units[number];
  const file = files[unit?.input ?? -1];
  const adder = adders[unit?.input ?? -1];
  if (!unit || !file || !adder) throw new Error(`There is no unit ${number}`);
  try {
    const slices = file.opened.slices.slice(unit.from, unit.to);
    return await file.eachResultOf(slices, (result, run) => adder.add(result, run), adder.byForm);
  } catch (error) {
    queue.stop();
    throw new UnitError(number, error);
  }
}
