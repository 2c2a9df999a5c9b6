import {
  ECOSYSTEMS,
  isPublicRegistry,
  NpmConfig,
  registryIn,
  repositoryRegistries,
  type Ecosystem,
  type LockedPackage,
  type Lockfile,
} from '@railgate/dependencies';

import type { EngineInput } from '../engine.js';
import type { Unasked, Withheld } from '../withheld.js';
import { privatePlace } from './public-places.js';

export type Question = Unasked & { readonly version: string };

export interface Questions {
  readonly asked: readonly Question[];
  /** Packages of registries that are not public: their names may be private. */
  readonly withheld: readonly Withheld[];
  /** Names of git, file and tarball dependencies. */
  readonly unknown: readonly string[];
}

/** What the service may be told of the lockfiles: with `registryOnly` names of public registries alone. */
export async function questionsOf(input: EngineInput): Promise<Questions> {
  const asked: Question[] = [];
  const withheld: Withheld[] = [];
  const unknown = new Set<string>();
  const seen = new Set<string>();
  const { registryOnly } = input.options;
  for (const lockfile of input.dependencies.lockfiles) {
    const placeOf = registryOnly ? await privatePlaces(input, lockfile) : () => undefined;
    for (const one of lockfile.packages) {
      if (one.source === 'workspace' || one.version === '') continue;
      const { name, version, line } = one;
      const question = { ecosystem: lockfile.ecosystem, name, version, path: lockfile.path, line };
      const from = placeOf(one);
      const key = `${lockfile.ecosystem}\0${name}\0${version}\0${from ?? ''}`;
      if (registryOnly && one.source !== 'registry') unknown.add(name);
      else if (seen.has(key)) continue;
      else if (from === undefined) asked.push(question);
      else withheld.push({ ...question, from });
      seen.add(key);
    }
  }
  return { asked, withheld, unknown: [...unknown] };
}

type PlaceOf = (one: LockedPackage) => string | undefined;

/** Where a package comes from, if that is not public. */
async function privatePlaces({ workspace }: EngineInput, lockfile: Lockfile): Promise<PlaceOf> {
  const { ecosystem, path } = lockfile;
  if (ecosystem !== 'npm') return (one) => privatePlace(lockfile, one);
  const config = NpmConfig.read(workspace.root);
  const own = await repositoryRegistries(workspace, path);
  return ({ name, resolved }) => {
    const from = isAddress(resolved) ? resolved : (registryIn(own, name) ?? config.registryOf(name));
    return isPublicRegistry(from) ? undefined : from;
  };
}

function isAddress(text: string | undefined): text is string {
  return text !== undefined && /^https?:/.test(text);
}

/** In a fixed order. */
export function ecosystemsOf(questions: readonly Question[]): Ecosystem[] {
  const present = new Set(questions.map(({ ecosystem }) => ecosystem));
  return ECOSYSTEMS.filter((ecosystem) => present.has(ecosystem));
}
