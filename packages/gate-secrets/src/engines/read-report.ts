import { GateError, type Workspace } from '@railgate/contract';

import { CANARY_FILE } from './canary.js';
import type { EngineName, Leak } from './engine.js';
import { LeakPlaces } from './places.js';

export interface GoReport {
  readonly leaks: readonly Leak[];
  /** Was the known-bad file reported? */
  readonly canary: boolean;
}

interface Entry {
  readonly rule: string;
  /** Where the link is that it followed; empty for a file that is no link. */
  readonly path: string;
  readonly file: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly startColumn: number;
  readonly endColumn: number;
}

/**
 * What the report's template made of the findings.
 *
 * @param prefix of the paths of staged files.
 * @throws {GateError} `REPORT_UNREADABLE`. Says nothing of what the report holds.
 */
export function readReport(
  workspace: Workspace,
  engine: EngineName,
  stdout: string,
  prefix: string,
): GoReport {
  const entries = parse(engine, stdout);
  const places = new LeakPlaces(workspace);
  const leaks = entries.flatMap((entry): Leak[] => {
    if (!entry.path.startsWith(prefix)) return [];
    const path = entry.path.slice(prefix.length);
    return [{ engine, rule: entry.rule, path, region: places.region(path, entry) }];
  });
  const canary = entries.some(({ path, file }) => path === '' && file.endsWith(`/${CANARY_FILE}`));
  return { leaks, canary };
}

function parse(engine: EngineName, stdout: string): Entry[] {
  let value: unknown;
  try {
    value = JSON.parse(stdout);
  } catch {
    throw unreadable(engine, 'it is no JSON');
  }
  if (!Array.isArray(value) || !value.every(isEntry)) throw unreadable(engine, 'it has another form');
  return value;
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false;
  const entry = value as Partial<Record<keyof Entry, unknown>>;
  const numbers = [entry.startLine, entry.endLine, entry.startColumn, entry.endColumn];
  return (
    [entry.rule, entry.path, entry.file].every((text) => typeof text === 'string') &&
    numbers.every((number) => Number.isSafeInteger(number))
  );
}

function unreadable(engine: EngineName, why: string): GateError {
  return new GateError('REPORT_UNREADABLE', `The report of ${engine} cannot be read: ${why}.`);
}
