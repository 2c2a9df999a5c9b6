import { cleanText } from '@railgate/contract';
import type { DirectRequirement, LockedPackage, Lockfile } from '@railgate/dependencies';

import { COMMANDS, isShellSafe, type Commands, type SetOptions } from './commands.js';
import type { Held, Occurrence } from './occurrences.js';
import { listed, plainText } from './plain-text.js';
import type { Routes } from './routes.js';
import type { VersionOrder } from './versions.js';

/** What to do about a vulnerable package, in sentences: who brings it, which version helps, the exact command. */
export interface Advice {
  readonly brought: string;
  readonly remedy: string;
}

const NO_FIX = 'No fixed version is known: replace the package, or waive the finding with a reason.';
const FIXED_SHOWN = 5;
const ROUTE_SHOWN = 6;

/** @param fixed versions after the one that is there, lowest first */
export function advise(
  occurrence: Occurrence,
  fixed: readonly string[],
  order: VersionOrder | undefined,
  routes: Routes | undefined,
): Advice {
  const { held, name } = occurrence;
  if (!held || !routes) return { brought: '', remedy: upgradeOnly(name, fixed) };
  const route = shortest(held, routes);
  const brought = broughtBy(held, route);
  const [lowest] = fixed;
  if (lowest === undefined) return { brought, remedy: NO_FIX };
  const first = route?.[0];
  const asker = first === undefined ? undefined : routes.askerOf(first);
  const isReplaced =
    held.lockfile.format === 'go-mod' && asker && asker.requirement.range !== occurrence.version;
  // No `go get` changes what a `replace` puts in the place of a module.
  const commands = isReplaced ? {} : COMMANDS[held.lockfile.format];
  const parts = { name, lowest, held, asker, commands, order };
  const remedy = held.direct || route?.length === 1 ? ofDirect(parts) : ofTransitive(parts, route);
  return { brought, remedy: `Fixed in ${versionList(fixed)}: ${remedy}` };
}

interface Parts {
  readonly name: string;
  readonly lowest: string;
  readonly held: Held;
  readonly asker: DirectRequirement | undefined;
  readonly commands: Commands;
  readonly order: VersionOrder | undefined;
}

function ofDirect({ name, lowest, held, asker, commands, order }: Parts): string {
  const installed = asker?.requirement.name ?? name;
  const range = asker?.requirement.range;
  const isAllowed = range !== undefined && order?.allows(range, lowest) === true;
  if (isAllowed && commands.refresh && isShellSafe(installed))
    return `the range ${plainText(range, 60) || '*'} allows it: ${code(commands.refresh(installed))}.`;
  // An alias installs another package: `npm install name@1` would replace it.
  if (commands.set && installed === name && isShellSafe(name, lowest)) {
    const options = setOptions(held, asker);
    if (options) return `${code(commands.set(name, lowest, options))}.`;
  }
  return `${writeInto(held.lockfile, asker)} ${plainText(name, 200)}${pinned(held.lockfile, lowest)}.`;
}

function ofTransitive({ name, lowest, held, commands }: Parts, route: readonly number[] | undefined): string {
  const packages = held.lockfile.packages;
  const direct = route === undefined ? undefined : packages[route[0] ?? -1];
  const parent = route === undefined ? undefined : packages[route.at(-2) ?? -1];
  const ways: string[] = [];
  if (commands.refresh && isShellSafe(name))
    ways.push(
      `${code(commands.refresh(name))} is enough where ${parent ? `the range of ${label(parent)}` : 'the range of who asks for it'} allows ${lowest}`,
    );
  else if (commands.set && isShellSafe(name, lowest))
    ways.push(code(commands.set(name, lowest, { dev: held.dev })));
  if (direct) ways.push(`otherwise upgrade ${label(direct)}, which brings it`);
  if (commands.force !== undefined) ways.push(`as a last resort force ${lowest} with ${commands.force}`);
  if (ways.length === 0)
    ways.push(`write ${plainText(name, 200)} ${lowest} or later into the manifest, and lock again`);
  return `${ways.join('; ')}.`;
}

/** Nothing where the folder of the project cannot stand in a command. */
function setOptions(held: Held, asker: DirectRequirement | undefined): SetOptions | undefined {
  const [own] = held.lockfile.projects;
  const dev = asker?.requirement.kind === 'dev';
  if (!asker || !own || asker.project.path === own.path) return { dev };
  const folder = relativeFolder(own.path, asker.project.path);
  return isShellSafe(folder) ? { dev, folder } : undefined;
}

function relativeFolder(from: string, to: string): string {
  return from !== '.' && to.startsWith(`${from}/`) ? to.slice(from.length + 1) : to;
}

function writeInto({ format, path }: Lockfile, asker: DirectRequirement | undefined): string {
  const manifest = format === 'requirements' ? path : asker?.project.manifest;
  return manifest === undefined ? 'ask for' : `write into ${cleanText(manifest)}`;
}

function pinned({ ecosystem }: Lockfile, version: string): string {
  return ecosystem === 'PyPI' ? `==${version} or later` : ` ${version} or later, and lock again`;
}

function upgradeOnly(name: string, fixed: readonly string[]): string {
  const [lowest] = fixed;
  if (lowest === undefined) return NO_FIX;
  return `Fixed in ${versionList(fixed)}: upgrade ${plainText(name, 200)} to ${plainText(lowest, 80)} or later.`;
}

function versionList(fixed: readonly string[]): string {
  return listed(
    fixed.map((version) => plainText(version, 80)),
    FIXED_SHOWN,
  );
}

/** Of the places where the lockfile has it, the one that is nearest to a manifest. */
function shortest({ indices }: Held, routes: Routes): readonly number[] | undefined {
  let found: readonly number[] | undefined;
  for (const index of indices) {
    const route = routes.to(index);
    if (route && (!found || route.length < found.length)) found = route;
  }
  return found;
}

function broughtBy(held: Held, route: readonly number[] | undefined): string {
  const kind = held.dev ? ', for development' : '';
  if (held.direct) return `a direct dependency${kind}`;
  if (!route || route.length < 2) return `an indirect dependency${kind}`;
  const names = route.map((index) => held.lockfile.packages[index]).flatMap((one) => (one ? label(one) : []));
  const shown =
    names.length <= ROUTE_SHOWN
      ? names
      : [
          ...names.slice(0, 3),
          `${names.length - ROUTE_SHOWN + 1} more`,
          ...names.slice(1 - (ROUTE_SHOWN - 3)),
        ];
  return `brought by ${shown.join(' > ')}${kind}`;
}

function label({ name, version }: LockedPackage): string {
  return plainText(version === '' ? name : `${name}@${version}`, 120);
}

function code(command: string): string {
  return `\`${command}\``;
}
