import { gzipSync } from 'node:zlib';

import { groupBy } from '@railgate/contract';
import type * as sarif from 'sarif';

import { toLog } from '../validate/schema.js';
import type { GithubLimits } from './limits.js';
import type { ShapedAnalysis } from './shape-log.js';
import type { Tally } from './tally.js';

/** The level at which files are compressed here and when they are sent. */
export const GZIP_LEVEL = 6;

/** Runs compress a little worse together than each by itself, where one has words that the other lacks. */
const MARGIN = 0.98;

interface Item {
  readonly run: sarif.Run;
  /** Bytes that it takes in a compressed file, at most. */
  readonly weight: number;
}

export interface Packed {
  readonly logs: readonly sarif.Log[];
  /** Analyses that are too large even without results: one sentence each. */
  readonly refused: readonly string[];
}

/** As few files as the limits allow, the runs in their order. */
export function pack(analyses: readonly ShapedAnalysis[], limits: GithubLimits, tally: Tally): Packed {
  const limit = limits.bytes * MARGIN;
  const built = analyses.map((analysis) => ({ analysis, whole: weigh(analysis.build()) }));
  // Compression is slow, and mostly all of them together are small enough as they stand.
  const fitTogether = built.reduce((sum, { whole }) => sum + whole.weight, 0) <= limit;
  const refused: string[] = [];
  const items = built.flatMap(({ analysis, whole }) => {
    const item = fitTogether ? whole : fit(analysis, whole, limit, tally);
    if (!item)
      refused.push(`${analysis.label} is not uploaded: its rules alone are larger than a file may be.`);
    return item ?? [];
  });
  return { logs: fill(items, limits), refused };
}

/** With all of its results, or with as many of the most severe ones as a file holds. */
function fit(analysis: ShapedAnalysis, whole: Item, limit: number, tally: Tally): Item | undefined {
  let results = analysis.total;
  let item = compressed(whole, limit);
  while (item.weight > limit) {
    if (results === 0) return undefined;
    // A little less than in proportion, so that the second attempt mostly fits.
    results = Math.min(results - 1, Math.floor((results * 0.95 * limit) / item.weight));
    item = compressed(weigh(analysis.build(results)), limit);
  }
  tally.add('tooLarge', analysis.label, analysis.total - results);
  return item;
}

/** As it stands. */
function weigh(run: sarif.Run): Item {
  return { run, weight: Buffer.byteLength(JSON.stringify(run)) };
}

/** What is small stays as it stands. */
function compressed(item: Item, limit: number): Item {
  if (item.weight <= limit / 20) return item;
  return { run: item.run, weight: gzipSync(JSON.stringify(item.run), { level: GZIP_LEVEL }).length };
}

function fill(items: readonly Item[], limits: GithubLimits): sarif.Log[] {
  const logs: sarif.Log[] = [];
  let runs: sarif.Run[] = [];
  let weight = 0;
  for (const together of bySentinel(items)) {
    const sum = together.reduce((total, item) => total + item.weight, 0);
    const fitsWhole = runs.length + together.length <= limits.runs && weight + sum <= limits.bytes * MARGIN;
    if (!fitsWhole) close();
    for (const item of together) {
      if (runs.length === limits.runs || weight + item.weight > limits.bytes * MARGIN) close();
      runs.push(item.run);
      weight += item.weight;
    }
  }
  close();
  return logs;

  function close(): void {
    if (runs.length > 0) logs.push(toLog(runs));
    runs = [];
    weight = 0;
  }
}

/**
 * GitHub's own action refuses a second upload in one job whose tool and category differ from those of an earlier one
 * in punctuation or case only. In one file they do no harm.
 */
function bySentinel(items: readonly Item[]): Item[][] {
  return [...groupBy(items, ({ run }) => sentinelOf(run)).values()];
}

function sentinelOf({ tool, automationDetails }: sarif.Run): string {
  return `${automationDetails?.id ?? ''}_${tool.driver.name}`.replace(/[^a-zA-Z0-9]/g, '_').toUpperCase();
}
