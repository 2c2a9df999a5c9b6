import { groupBy, type NotRepaired, type Repair, type Repairs } from '@railgate/contract';
import { packageUrl, type Lockfile, type LockfileFormat } from '@railgate/dependencies';
import { readSource } from '@railgate/kit';

import { plainText } from '../findings/plain-text.js';
import type { Versions } from '../findings/versions.js';
import type { Upgrade } from '../findings/vulnerabilities.js';
import { clientOf, hasClient, type ClientFormat } from './clients/clients.js';
import { describeUpgrade, refuseAll, refused, type FileRepairs } from './file-repairs.js';
import type { RepairInput } from './repair-input.js';
import { repinRequirements } from './requirements.js';
import { commandFor, planUpgrades, type Refusal, type Wanted } from './wanted.js';

/** Milliseconds for all lockfiles: the gate has a timeout, and the scan came first. */
const BUDGET = 240_000;

/** Upgrades of what is vulnerable, as new texts of lockfiles and manifests. Nothing is written in the repository. */
export async function repairAll(
  input: RepairInput,
  upgrades: readonly Upgrade[],
  versions: Versions,
): Promise<Repairs> {
  const { wanted, notDone } = planUpgrades(upgrades, input.repair ?? [], versions);
  const repair = new Repairer(input);
  for (const [lockfile, all] of groupBy(wanted, (one) => one.occurrence.held.lockfile))
    await repair.add(lockfile, all);
  return repair.result(notDone);
}

class Repairer {
  readonly #input: RepairInput;
  readonly #budget = { until: performance.now() + BUDGET };
  readonly #texts = new Map<string, string>();
  readonly #done: Repair[] = [];
  readonly #notDone: NotRepaired[] = [];
  /** Why a client is not asked any more, by the format of its lockfiles. */
  readonly #ends = new Map<LockfileFormat, Refusal>();

  constructor(input: RepairInput) {
    this.#input = input;
  }

  async add(lockfile: Lockfile, wanted: readonly Wanted[]): Promise<void> {
    const { texts, done, notDone } = await this.#repair(lockfile, wanted);
    for (const [path, text] of texts) this.#texts.set(path, text);
    this.#done.push(...done);
    this.#notDone.push(...notDone);
  }

  result(others: readonly NotRepaired[]): Repairs {
    const texts = [...this.#texts].map(([path, text]) => ({ path, text }));
    return { texts, done: this.#done, notDone: [...this.#notDone, ...others] };
  }

  async #repair(lockfile: Lockfile, wanted: readonly Wanted[]): Promise<FileRepairs> {
    if (lockfile.format === 'requirements') return repairPins(this.#input, lockfile, wanted);
    const { format } = lockfile;
    if (format !== 'package-lock' && !hasClient(format)) return refuseAll(wanted, byHand);
    const ends = this.#input.offline ? OFFLINE : this.#ends.get(format);
    if (ends) return refuseAll(wanted, (one) => ({ command: commandOf(one), ...ends }));
    const repairs = await this.#ask(lockfile, format, wanted);
    if (repairs.ends) this.#ends.set(format, repairs.ends);
    return repairs;
  }

  async #ask(
    lockfile: Lockfile,
    format: ClientFormat | 'package-lock',
    wanted: readonly Wanted[],
  ): Promise<FileRepairs> {
    if (format === 'package-lock') {
      const { repairNpm } = await import('./npm.js');
      return repairNpm(this.#input, lockfile, wanted, this.#budget);
    }
    const { repairWithClient } = await import('./clients/repair-with-client.js');
    return repairWithClient(await clientOf(format), this.#input, lockfile, wanted, this.#budget);
  }
}

const OFFLINE: Refusal = {
  reason: 'Upgrades need the registry: run it again without --offline.',
};

function commandOf({ occurrence: { name, held }, version }: Wanted): string | undefined {
  return commandFor(held.lockfile.format, name, version, held);
}

function byHand(wanted: Wanted): Refusal {
  const { name, path } = wanted.occurrence;
  const what = `${plainText(name, 200)} is fixed in ${plainText(wanted.version, 80)}`;
  return {
    reason: `${what}; Railgate does not change ${plainText(path, 250)} itself.`,
    command: commandOf(wanted),
  };
}

function repairPins(input: RepairInput, { path }: Lockfile, wanted: readonly Wanted[]): FileRepairs {
  const read = readSource(input.workspace, path);
  if ('gap' in read) return refuseAll(wanted, () => ({ reason: read.gap.message }));
  let text = read.text;
  const done: Repair[] = [];
  const notDone: NotRepaired[] = [];
  for (const one of wanted) {
    const changed = repinRequirements(text, one);
    if (typeof changed !== 'string') {
      notDone.push(...refused(one, changed));
      continue;
    }
    text = changed;
    done.push({
      description: describeUpgrade(one, [one.version]),
      removes: one.targets,
      paths: [path],
      brings: [packageUrl('PyPI', { name: one.occurrence.name, version: one.version })],
    });
  }
  return { texts: new Map(done.length > 0 ? [[path, text]] : []), done, notDone };
}
