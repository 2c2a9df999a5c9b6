import { availableParallelism } from 'node:os';

import { FileSource } from '../../read/file-source.js';
import type { SarifSource } from '../../read/source.js';
import type { Unit } from './protocol.js';

/** How the results of some inputs are read in several threads. */
export interface ThreadPlan {
  readonly sources: readonly SarifSource[];
  /** By input: those that are read in units. */
  readonly files: readonly (FileSource | undefined)[];
  readonly units: readonly Unit[];
  /** This one included. */
  readonly threads: number;
}

/**
 * A thread starts cold: it takes a tenth of a second until it reads, and as long again until V8 has compiled what it runs.
 * With less to do it costs more processor time than it saves anybody.
 */
const BYTES_A_THREAD = 16 << 20;
/** Each costs memory, and the sorting and writing are one thread's work. */
const MOST_THREADS = 4;
/** All threads need all heads; where these are as large as this part of the results, that costs what is gained. */
const HEAD_PART = 1 / 4;
/** Small enough that all threads end at about the same time. */
const UNIT_BYTES = 1 << 20;

/** Nothing when one thread is quicker. @param threads as many, whatever they gain. */
export function planThreads(sources: readonly SarifSource[], threads?: number): ThreadPlan | undefined {
  const files = sources.map((source) =>
    source instanceof FileSource && source.opened.plain ? source : undefined,
  );
  const number = threads ?? threadsFor(files.filter((file) => file !== undefined));
  if (number < 2) return undefined;
  const units = files.flatMap((file, input) => (file ? cutUnits(file, input) : []));
  return { sources, files, units, threads: number };
}

function threadsFor(files: readonly FileSource[]): number {
  const all = files.reduce((sum, { opened }) => sum + opened.state.size, 0);
  const results = files.reduce((sum, { opened }) => sum + bytesOf(opened.slices), 0);
  if (all - results > results * HEAD_PART) return 1;
  return Math.min(availableParallelism(), MOST_THREADS, Math.floor(results / BYTES_A_THREAD));
}

function cutUnits({ opened: { slices } }: FileSource, input: number): Unit[] {
  const units: Unit[] = [];
  for (let from = 0, to = 0; from < slices.length; from = to) {
    for (let bytes = 0; to < slices.length && bytes < UNIT_BYTES; to++)
      bytes += bytesOf(slices.slice(to, to + 1));
    units.push({ input, from, to });
  }
  return units;
}

function bytesOf(slices: readonly { readonly start: number; readonly end: number }[]): number {
  return slices.reduce((sum, { start, end }) => sum + end - start, 0);
}
