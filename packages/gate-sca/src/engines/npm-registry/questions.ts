import { addTo } from '@railgate/contract';
import {
  isPublicRegistry,
  isSameRegistry,
  registryIn,
  repositoryRegistries,
  type LockedPackage,
  type NpmConfig,
} from '@railgate/dependencies';
import { valid } from 'semver';

import type { EngineInput } from '../engine.js';
import type { Unasked, Withheld } from '../withheld.js';

export type AskedOfRegistry = Unasked & { readonly version: string };

/** Names with their versions. */
export type Versions = ReadonlyMap<string, ReadonlySet<string>>;

export interface Questions {
  /** By the address of the registry that is asked. */
  readonly byRegistry: ReadonlyMap<string, readonly AskedOfRegistry[]>;
  /** Packages of other registries than the one that would be asked: their names may be private. */
  readonly withheld: readonly Withheld[];
  /** Names of what no registry knows: git, file and tarball dependencies, versions that are none. */
  readonly unknown: readonly string[];
}

/**
 * Which registry is asked for which packages: the one that the user's npm would fetch them from. With `registryOnly` a name
 * goes to no registry that it does not come from, as far as the lockfile or the repository's configuration says where that is.
 */
export async function questionsOf(input: EngineInput, config: NpmConfig): Promise<Questions> {
  const byRegistry = new Map<string, AskedOfRegistry[]>();
  const withheld: Withheld[] = [];
  const seen = new Set<string>();
  const unknown = new Set<string>();
  const { registryOnly } = input.options;
  for (const { ecosystem, path, packages } of input.dependencies.lockfiles) {
    if (ecosystem !== 'npm') continue;
    const own = await repositoryRegistries(input.workspace, path);
    for (const one of packages) {
      if (one.source === 'workspace') continue;
      const { name, version, line } = one;
      const asked = { ecosystem, name, version, path, line };
      const registry = config.registryOf(name);
      const elsewhere = registryOnly ? elsewhereOf(one, registry, own) : undefined;
      const key = `${name}\0${version}\0${elsewhere ?? ''}`;
      if (!isAnswerable(one, registryOnly)) unknown.add(name);
      else if (seen.has(key)) continue;
      else if (elsewhere === undefined) addTo(byRegistry, registry, asked);
      else withheld.push({ ...asked, from: elsewhere });
      seen.add(key);
    }
  }
  return { byRegistry, withheld, unknown: [...unknown] };
}

/** npm's limit of a name. */
const LONGEST_NAME = 214;

function isAnswerable({ name, version, source }: LockedPackage, registryOnly: boolean): boolean {
  if (registryOnly && source !== 'registry') return false;
  return name.length <= LONGEST_NAME && valid(version, { loose: true }) !== null;
}

/** The registry that it comes from, where that is not the one that is asked and not the public one. */
function elsewhereOf(
  { name, resolved }: LockedPackage,
  registry: string,
  own: ReadonlyMap<string, string>,
): string | undefined {
  const from = resolved !== undefined && /^https?:/.test(resolved) ? resolved : registryIn(own, name);
  if (from === undefined || isSameRegistry(from, registry) || isPublicRegistry(from)) return undefined;
  return from;
}

export function versionsOf(packages: readonly AskedOfRegistry[]): Versions {
  const all = new Map<string, Set<string>>();
  for (const { name, version } of packages) {
    const known = all.get(name);
    if (known) known.add(version);
    else all.set(name, new Set([version]));
  }
  return all;
}
