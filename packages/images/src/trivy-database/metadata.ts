import { isObject } from '@railgate/contract';

import { Damage } from './damage.js';
import type { TrivyDatabaseKind } from './kind.js';

/** `metadata.json` of Trivy's databases, as far as anybody here looks at it. */
export interface TrivyMetadata {
  /** When the database was built, ISO 8601. May be in the future: who asks for an age counts that as now. */
  readonly builtAt: string;
}

/** It has four short fields. */
export const METADATA_LIMIT = 64 * 1024;

/** @throws {Damage} */
export function parseMetadata(text: string, kind: TrivyDatabaseKind): TrivyMetadata {
  const { Version: version, UpdatedAt: updatedAt } = fieldsOf(text);
  if (version !== kind.schema)
    throw new Damage(
      `metadata.json says schema ${JSON.stringify(version) ?? 'nothing'}, and Trivy reads ${kind.schema}`,
    );
  const built = typeof updatedAt === 'string' ? Date.parse(updatedAt) : NaN;
  // Go writes the year 1 where a date was never set.
  if (!(built > 0)) throw new Damage('metadata.json does not say when it was built');
  return { builtAt: `${new Date(built).toISOString().slice(0, 19)}Z` };
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch (error) {
    throw new Damage('metadata.json is no JSON', { cause: error });
  }
  throw new Damage('metadata.json holds something else');
}
