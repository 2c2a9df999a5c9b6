import { GateError, type ScanInput } from '@railgate/contract';
import {
  NpmConfig,
  isSameRegistry,
  registryIn,
  repositoryRegistries,
  type Dependencies,
} from '@railgate/dependencies';
import { mapBounded, withJsonClient, type JsonClient } from '@railgate/kit';

import type { Options } from '../options.js';
import { readPackument } from './packument.js';
import type { RegistryFacts, VersionFacts } from './registry-facts.js';

type Input = Pick<ScanInput<Options>, 'workspace' | 'signal' | 'progress'>;

const AT_ONCE = 8;
const TIMEOUT_SECONDS = 30;

/**
 * Asks the registry that npm is configured with about every package that comes from it, once a name. Names that the repository
 * fetches from another registry are not asked for: they may be private. Whoever does not answer leaves facts out, and what is
 * not known becomes a gap.
 */
export async function askRegistry(input: Input, dependencies: Dependencies): Promise<RegistryFacts> {
  const config = NpmConfig.read(input.workspace.root);
  const wanted = await wantedVersions(input, dependencies, config);
  const names = [...wanted.keys()].sort();
  const facts = new Map<string, ReadonlyMap<string, VersionFacts>>();
  for (const registry of new Set(names.map((name) => config.registryOf(name)))) {
    if (!URL.canParse(registry)) continue;
    const service = { timeout: TIMEOUT_SECONDS, signal: input.signal, network: config.networkFor(registry) };
    await withJsonClient(service, async (client) => {
      const some = names.filter((name) => config.registryOf(name) === registry);
      await mapBounded(some, AT_ONCE, async (name) => {
        input.progress(name);
        const packument = await ask(client, registry, name, config);
        if (packument !== undefined) facts.set(name, readPackument(packument, wanted.get(name) ?? new Set()));
      });
    });
  }
  return {
    of: (ecosystem, name, version) => (ecosystem === 'npm' ? facts.get(name)?.get(version) : undefined),
  };
}

/** Versions by name. */
async function wantedVersions(
  { workspace }: Input,
  { lockfiles }: Dependencies,
  config: NpmConfig,
): Promise<Map<string, Set<string>>> {
  const wanted = new Map<string, Set<string>>();
  for (const { ecosystem, path, packages } of lockfiles) {
    if (ecosystem !== 'npm') continue;
    const registries = await repositoryRegistries(workspace, path);
    for (const { name, version, source, resolved } of packages) {
      const own = registryIn(registries, name) ?? resolved;
      const isElsewhere = own !== undefined && !isSameRegistry(own, config.registryOf(name));
      if (source !== 'registry' || version === '' || isElsewhere) continue;
      const known = wanted.get(name);
      if (known) known.add(version);
      else wanted.set(name, new Set([version]));
    }
  }
  return wanted;
}

/** Nothing where it does not answer. */
async function ask(client: JsonClient, registry: string, name: string, config: NpmConfig): Promise<unknown> {
  const url = `${registry}${encodeURIComponent(name).replace(/^%40/, '@')}`;
  const authorization = config.authorizationFor(url);
  try {
    return await client.ask({ url, ...(authorization !== undefined && { headers: { authorization } }) });
  } catch (error) {
    if (error instanceof GateError) return undefined;
    throw error;
  }
}
