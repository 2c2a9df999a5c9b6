import { homedir } from 'node:os';

import type { ScanInput } from '@railgate/contract';
import { ECOSYSTEMS, type Dependencies, type Ecosystem } from '@railgate/dependencies';
import { hostOf, mapBounded } from '@railgate/kit';

import { askedEcosystems } from '../engines/asked.js';
import type { Versions } from '../engines/npm-registry/questions.js';
import { privatePlace } from '../engines/osv-service/public-places.js';
import { withheldGaps, type Withheld } from '../engines/withheld.js';
import type { Options } from '../options.js';
import { askNpm } from './ask-npm.js';
import { askPlaces } from './ask-places.js';
import { isAsked, REGISTRIES, UNASKED } from './registries/index.js';
import type { Host, Place } from './registries/registry.js';
import type { RegistryFacts, RegistryWord } from './registry-facts.js';

const AT_ONCE = 4;
const NOTHING: Pick<RegistryWord, 'facts' | 'saysLicences'> = { facts: new Map(), saysLicences: false };

/**
 * Asks the registries of this user's own configuration about every package that comes from them. Whoever does not answer leaves
 * facts out, and what is not known becomes a gap.
 */
export async function askRegistries(
  input: ScanInput<Options>,
  dependencies: Dependencies,
): Promise<RegistryFacts> {
  const ecosystems = askedEcosystems(dependencies, ECOSYSTEMS);
  const words = await mapBounded(ecosystems, AT_ONCE, (one) => askAbout(input, dependencies, one));
  const byEcosystem = new Map(ecosystems.map((ecosystem, i) => [ecosystem, words[i]]));
  return {
    of: (ecosystem, name, version) => byEcosystem.get(ecosystem)?.facts.get(name)?.get(version),
    saysLicences: (ecosystem) => byEcosystem.get(ecosystem)?.saysLicences ?? false,
    silence: (ecosystem) => byEcosystem.get(ecosystem)?.silence ?? [],
  };
}

async function askAbout(
  input: ScanInput<Options>,
  dependencies: Dependencies,
  ecosystem: Ecosystem,
): Promise<RegistryWord> {
  if (ecosystem === 'npm') return askNpm(input, dependencies);
  if (!isAsked(ecosystem)) return { ...NOTHING, silence: [UNASKED[ecosystem]] };
  const registry = await REGISTRIES[ecosystem]();
  const places = registry.places(hostFor(input.workspace.root));
  if ('why' in places) return { ...NOTHING, silence: [places.why] };
  const { wanted, withheld } = questionsOf(input.options, dependencies, ecosystem, places);
  const word = await askPlaces(input, places, registry, wanted);
  const gaps = withheldGaps(withheld, hostOf(places[0].url));
  return { ...word, silence: [...word.silence, ...gaps.map(({ gap }) => gap.message)] };
}

function hostFor(root: string): Host {
  return { env: process.env, home: process.env['HOME'] ?? homedir(), root };
}

interface Questions {
  readonly wanted: Versions;
  readonly withheld: readonly Withheld[];
}

/** With `registryOnly` a name goes to no registry that it does not come from, as far as the lockfile says where that is. */
function questionsOf(
  { registryOnly }: Options,
  { lockfiles }: Dependencies,
  ecosystem: Ecosystem,
  places: readonly Place[],
): Questions {
  const own = new Set(places.map(({ url }) => hostOf(url)));
  const wanted = new Map<string, Set<string>>();
  const withheld: Withheld[] = [];
  for (const lockfile of lockfiles)
    for (const one of lockfile.ecosystem === ecosystem ? lockfile.packages : []) {
      const { name, version, source, line } = one;
      if (source !== 'registry' || version === '') continue;
      const from = privatePlace(lockfile, one);
      if (registryOnly && from !== undefined && !own.has(hostOf(from)))
        withheld.push({ ecosystem, name, path: lockfile.path, line, from });
      else wanted.set(name, (wanted.get(name) ?? new Set()).add(version));
    }
  return { wanted, withheld };
}
