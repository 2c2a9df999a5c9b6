import { databaseFolder, databaseStatus } from '@railgate/advisories';
import { GateError } from '@railgate/contract';

import { plural } from '../words.js';
import type { Check } from './check.js';

const DAY = 86_400_000;
const UPDATE = 'Fetch it with `railgate db update`, or import what you have with `railgate db import DIR`.';

/**
 * The advisories on this machine. Without them services may still answer: worth knowing, and no more.
 *
 * @param today decides about ages
 */
export async function checkDatabase(
  env: Readonly<Record<string, string | undefined>>,
  today: Date,
): Promise<Check[]> {
  const name = 'advisories';
  try {
    const { ecosystems, damaged } = await databaseStatus(databaseFolder(env));
    const found: Check[] = ecosystems.map(({ ecosystem, records, builtAt }) => {
      const days = Math.max(0, Math.floor((today.getTime() - Date.parse(builtAt)) / DAY));
      const text = `${ecosystem}: ${plural(records, 'record')}, the newest is ${plural(days, 'day')} old`;
      return { name, state: 'ok', found: text };
    });
    const broken: Check[] = damaged.map(({ name: part, error }) => ({
      name,
      state: 'missing',
      found: `${part}: ${error.message}`,
      remedy: error.remedy,
    }));
    if (found.length + broken.length > 0) return [...found, ...broken];
    const none = 'no database on this machine: dependencies are checked by services alone';
    return [{ name, state: 'note', found: none, remedy: UPDATE }];
  } catch (error) {
    if (!(error instanceof GateError)) throw error;
    return [{ name, state: 'missing', found: error.message, remedy: error.remedy }];
  }
}
