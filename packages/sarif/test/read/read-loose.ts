import { expect } from 'vitest';

import { logSource, readLog, type Repair } from '../../src/read/index.js';
import { schemaViolations } from '../../src/validate/index.js';
import { resultOf } from './temp-files.js';

export type Loose = Record<string, unknown>;

/** Reads a log that is wrong in its types, too, and expects that the schema takes what comes out. */
export async function readLoose(
  log: unknown,
): Promise<{ runs: Loose[]; repairs: readonly Repair[]; log: unknown }> {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what is tested is that the type does not hold
  const source = logSource(log as any, 'a.sarif');
  const mended = await readLog(source);
  expect(schemaViolations(mended)).toEqual([]);
  return { runs: JSON.parse(JSON.stringify(mended.runs)) as Loose[], repairs: source.repairs, log: mended };
}

const RULES = [
  { id: 'A', shortDescription: { text: 'About A.' } },
  { id: 'B', fullDescription: { text: 'All about B.' } },
  { id: 'C' },
];

/** Reads one result, behind a sound one. The codes come with their counts. */
export async function readResult(
  result: unknown,
  run: Loose = {},
): Promise<{ result: unknown; codes: string[] }> {
  const tool = { driver: { name: 'T', rules: RULES } };
  const { runs, repairs } = await readLoose({
    version: '2.1.0',
    runs: [{ tool, ...run, results: [resultOf('sound'), result] }],
  });
  const results = runs[0]?.['results'] as unknown[];
  expect(results).toHaveLength(2);
  for (const repair of repairs) {
    expect(repair.run).toBe(0);
    expect(repair.first).toMatch(/^\/runs\/0\/results\/1/);
  }
  return { result: results[1], codes: repairs.map((repair) => `${repair.code} ${repair.count}`) };
}

export const at = (uri: unknown, region?: unknown): Loose => ({
  physicalLocation: { artifactLocation: { uri }, ...(region !== undefined && { region }) },
});

export const placed = (uri: unknown, region?: unknown): Loose => ({
  ...resultOf('a'),
  locations: [at(uri, region)],
});
