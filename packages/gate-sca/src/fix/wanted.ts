import { groupBy, type NotRepaired, type RepairTarget } from '@railgate/contract';
import type { LockfileFormat } from '@railgate/dependencies';

import { COMMANDS, isShellSafe } from '../findings/commands.js';
import { firstFixingAll } from '../findings/fixes-all.js';
import type { Held, Occurrence } from '../findings/occurrences.js';
import { plainText } from '../findings/plain-text.js';
import type { VersionOrder, Versions } from '../findings/versions.js';
import type { Upgrade } from '../findings/vulnerabilities.js';

/** A package version of one lockfile that is to be replaced, and the smallest version that is good for that. */
export interface Wanted {
  readonly occurrence: Occurrence & { readonly held: Held };
  readonly order: VersionOrder;
  readonly version: string;
  /** What that removes. */
  readonly targets: readonly RepairTarget[];
}

export interface Plan {
  readonly wanted: readonly Wanted[];
  readonly notDone: readonly NotRepaired[];
}

/** Why something is not done, and what somebody may run who wants it all the same. */
export interface Refusal {
  readonly reason: string;
  readonly command?: string | undefined;
}

/**
 * One upgrade for each package version, to the lowest version that fixes all that can be fixed without a new major version:
 * that one may break what uses it, and is for somebody to decide.
 */
export function planUpgrades(
  upgrades: readonly Upgrade[],
  asked: readonly RepairTarget[],
  versions: Versions,
): Plan {
  const keys = new Set(asked.map(keyOf));
  const chosen = upgrades.filter((upgrade) => keys.has(keyOf(targetOf(upgrade))));
  const wanted: Wanted[] = [];
  const notDone: NotRepaired[] = [];
  for (const [occurrence, all] of groupBy(chosen, (one) => one.occurrence)) {
    const order = versions.get(occurrence.ecosystem);
    const good = all.filter((one) => lowestSafe(one, order) !== undefined);
    const bad = all.filter((one) => !good.includes(one));
    notDone.push(...refused(bad, order));
    if (good.length > 0) addUpgrade(good, occurrence, order, { wanted, notDone });
  }
  return { wanted, notDone };
}

export function notRepaired(target: RepairTarget, { reason, command }: Refusal): NotRepaired {
  return { ...target, reason, ...(command !== undefined && { command }) };
}

/** The command with which somebody upgrades a package; nothing where the manager has none. */
export function commandFor(
  format: LockfileFormat,
  name: string,
  version: string,
  held: Held,
): string | undefined {
  const { set, refresh } = COMMANDS[format];
  if (!isShellSafe(name, version)) return undefined;
  if (held.direct && set) return set(name, version, { dev: held.dev });
  return refresh?.(name) ?? set?.(name, version, { dev: held.dev });
}

function addUpgrade(
  good: readonly Upgrade[],
  occurrence: Occurrence,
  order: VersionOrder | undefined,
  plan: { readonly wanted: Wanted[]; readonly notDone: NotRepaired[] },
): void {
  const targets = good.map(targetOf);
  const safe = good.map(({ fixed }) => fixed.filter((version) => isSafe(occurrence, version, order)));
  const version = firstFixingAll(safe, order);
  const { held } = occurrence;
  if (version !== undefined && held && order)
    plan.wanted.push({ occurrence: { ...occurrence, held }, order, version, targets });
  else
    for (const target of targets)
      plan.notDone.push(
        notRepaired(target, { reason: 'No version without a new major one fixes all that is reported.' }),
      );
}

/** Where a new major version fixes several, one remedy stands for all of them: nobody wants to upgrade five times. */
function refused(bad: readonly Upgrade[], order: VersionOrder | undefined): NotRepaired[] {
  const fixable = bad.filter(({ malicious, fixed }) => !malicious && fixed.length > 0);
  const all = firstFixingAll(
    fixable.map(({ fixed }) => fixed),
    order,
  );
  const count = all === undefined ? 1 : fixable.length;
  return bad.map((one) => {
    const version = fixable.includes(one) ? (all ?? one.fixed[0]) : undefined;
    return { ...targetOf(one), ...refusalOf(one, order, version, count) };
  });
}

/** @param version that fixes it and, `count` in all, its like, with a new major version */
function refusalOf(
  { malicious, occurrence }: Upgrade,
  order: VersionOrder | undefined,
  version: string | undefined,
  count: number,
): Pick<NotRepaired, 'reason' | 'command'> {
  const { held, name } = occurrence;
  const label = plainText(`${name}@${occurrence.version}`, 250);
  if (malicious) return { reason: `${label} is malicious: remove it, no upgrade makes up for that.` };
  if (version === undefined) return { reason: `No fixed version of ${label} is known.` };
  if (!held || !order) return { reason: `Railgate does not change ${plainText(occurrence.path, 250)}.` };
  const command = commandFor(held.lockfile.format, name, version, { ...held, direct: true });
  return {
    reason: majorText(label, plainText(version, 80), count),
    ...(command !== undefined && { command }),
  };
}

function majorText(label: string, version: string, count: number): string {
  return count === 1
    ? `${label} is fixed by ${version} at the earliest, a new major version, which may break what uses it.`
    : `${label} has ${count} vulnerabilities that only a new major version fixes: ${version} is the first that fixes them all, and may break what uses it.`;
}

function lowestSafe({ malicious, fixed, occurrence }: Upgrade, order?: VersionOrder): string | undefined {
  if (malicious || !occurrence.held) return undefined;
  return fixed.find((version) => isSafe(occurrence, version, order));
}

/** The same major version; below 1.0 the same minor one, too, as `^` of npm has it. */
export function isSafe(
  { ecosystem, version: from }: Pick<Occurrence, 'ecosystem' | 'version'>,
  to: string,
  order: VersionOrder | undefined,
): boolean {
  if (!order || (order.compare(to, from) ?? 0) <= 0) return false;
  if (ecosystem === 'npm') return order.allows(`^${from}`, to) === true;
  const line = releaseLine(from);
  return line !== undefined && line === releaseLine(to) && !/[a-z]/i.test(to.replace(/\.?post\d{1,9}/i, ''));
}

/** `2!1.4.1` → `2!1`, `0.4.1` → `0.4`. */
function releaseLine(version: string): string | undefined {
  return /^v?((?:\d{1,9}!)?(?:0\.\d{1,9}|[1-9]\d{0,8}))(?!\d)/.exec(version)?.[1];
}

function targetOf({ ruleId, purl, occurrence }: Upgrade): RepairTarget {
  return { ruleId, path: occurrence.path, purl };
}

function keyOf({ ruleId, path, purl }: RepairTarget): string {
  return JSON.stringify([ruleId, path, purl]);
}
