import { groupBy } from '@railgate/contract';
import type * as sarif from 'sarif';

/**
 * GitHub takes `automationDetails.id` as `category/run-id` and splits it at the last slash; without one all of it is
 * the run id, and the category is empty.
 */
export function categoryOf(run: sarif.Run): string {
  const id = run.automationDetails?.id ?? '';
  return id.slice(0, Math.max(0, id.lastIndexOf('/')));
}

/** Runs that GitHub takes for one analysis: one file may hold only one of them (since 2025-07-21). */
export interface Analysis {
  readonly name: string;
  readonly category: string;
  readonly runs: readonly sarif.Run[];
}

/**
 * By tool and category, in the order of both.
 *
 * @param fallback the category of runs that have none.
 */
export function analysesOf(runs: readonly sarif.Run[], fallback = ''): Analysis[] {
  const byKey = groupBy(runs, (run) => keyOf(run, fallback));
  const sorted = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([key, members]) => {
    const [category = '', name = ''] = key.split('\0');
    return { category, name, runs: members };
  });
}

function keyOf(run: sarif.Run, fallback: string): string {
  const category = categoryOf(run) || fallback.replace(/\/+$/, '');
  return `${category.replaceAll('\0', '')}\0${toolName(run)}`;
}

/** GitHub takes no empty name. */
export function toolName(run: sarif.Run): string {
  return run.tool.driver.name.replaceAll('\0', '').trim() || 'Unnamed tool';
}

/** For people. */
export function labelOf({ name, category }: Pick<Analysis, 'name' | 'category'>): string {
  return category === '' ? name : `${name} (${category})`;
}
