import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { cleanText, type Gate, type Need } from '@railgate/contract';
import { toolEnvironment } from '@railgate/kit';

import type { Check } from './check.js';

/** Milliseconds: safety imports for two seconds before it says its version. */
const TIMEOUT = 20_000;
const SHOWN = 60;

/**
 * What gates need beyond Node, each once, in the order of the gates.
 *
 * @param others names of needs that are looked at elsewhere
 */
export async function checkNeeds(gates: readonly Gate[], others: ReadonlySet<string>): Promise<Check[]> {
  const needs = new Map(gates.flatMap(({ meta }) => meta.needs.map((need) => [need.name, need] as const)));
  return Promise.all([...needs.values()].filter(({ name }) => !others.has(name)).map(checkNeed));
}

async function checkNeed(need: Need): Promise<Check> {
  const { name, kind, why, version } = need;
  if (version === undefined) return { name, state: 'note', found: why };
  const found = await versionOf(need, version);
  if (found !== undefined) return { name, state: 'ok', found };
  return {
    name,
    state: kind === 'required' ? 'missing' : 'note',
    found: `not found. ${why}`,
    ...(need.install !== undefined && { remedy: need.install }),
  };
}

/** The first thing that looks like a version; nothing where the program is not there or does not answer. */
export async function versionOf(
  { name }: Pick<Need, 'name'>,
  args: readonly string[],
): Promise<string | undefined> {
  try {
    const env = toolEnvironment({ name, command: name, answers: [0], install: '' });
    const { stdout, stderr } = await promisify(execFile)(name, [...args], { timeout: TIMEOUT, env });
    const said = `${stdout}\n${stderr}`;
    return /\d+\.\d+[\w.+-]*/.exec(said)?.[0] ?? cleanText(said.trim()).slice(0, SHOWN);
  } catch {
    return undefined;
  }
}
