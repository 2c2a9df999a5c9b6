import type { NotRepaired, Repair } from '@railgate/contract';

import { plainText } from '../findings/plain-text.js';
import { notRepaired, type Refusal, type Wanted } from './wanted.js';

/** What came of the upgrades of one lockfile. */
export interface FileRepairs {
  /** By path. */
  readonly texts: ReadonlyMap<string, string>;
  readonly done: readonly Repair[];
  readonly notDone: readonly NotRepaired[];
  /** Why it is of no use to ask the same tool about other lockfiles. */
  readonly ends?: Refusal | undefined;
}

export function refuseAll(wanted: readonly Wanted[], refusal: (one: Wanted) => Refusal): FileRepairs {
  return { texts: new Map(), done: [], notDone: wanted.flatMap((one) => refused(one, refusal(one))) };
}

export function refused({ targets }: Wanted, refusal: Refusal): NotRepaired[] {
  return targets.map((target) => notRepaired(target, refusal));
}

/** @param to what is there afterwards */
export function describeUpgrade({ occurrence: { name, version } }: Wanted, to: readonly string[]): string {
  const versions = to.map((one) => plainText(one, 80)).join(', ');
  return `Upgrade ${plainText(name, 200)} from ${plainText(version, 80)}${versions === '' ? '' : ` to ${versions}`}.`;
}
