import { GateError, type ScanInput } from '@railgate/contract';
import { NpmConfig, type Dependencies } from '@railgate/dependencies';
import { mapBounded, withJsonClient, type JsonClient } from '@railgate/kit';

import { questionsOf, versionsOf, type Versions } from '../engines/npm-registry/questions.js';
import type { Options } from '../options.js';
import { readPackument } from './packument.js';
import type { RegistryFacts, VersionFacts } from './registry-facts.js';

const AT_ONCE = 8;
const TIMEOUT_SECONDS = 30;

/**
 * Asks the registry that npm is configured with about every package that comes from it, once a name; names that may be private
 * are not told. Whoever does not answer leaves facts out, and what is not known becomes a gap.
 */
export async function askRegistry(
  input: ScanInput<Options>,
  dependencies: Dependencies,
): Promise<RegistryFacts> {
  const config = NpmConfig.read(input.workspace.root);
  const { byRegistry } = await questionsOf({ ...input, dependencies }, config);
  const facts = new Map<string, ReadonlyMap<string, VersionFacts>>();
  for (const [registry, packages] of byRegistry)
    if (URL.canParse(registry)) await askAll(input, config, registry, versionsOf(packages), facts);
  return {
    of: (ecosystem, name, version) => (ecosystem === 'npm' ? facts.get(name)?.get(version) : undefined),
  };
}

async function askAll(
  { signal, progress }: ScanInput<Options>,
  config: NpmConfig,
  registry: string,
  wanted: Versions,
  facts: Map<string, ReadonlyMap<string, VersionFacts>>,
): Promise<void> {
  const service = { timeout: TIMEOUT_SECONDS, signal, network: config.networkFor(registry) };
  await withJsonClient(service, async (client) => {
    await mapBounded([...wanted], AT_ONCE, async ([name, versions]) => {
      progress(name);
      const packument = await ask(client, registry, name, config);
      if (packument !== undefined) facts.set(name, readPackument(packument, versions));
    });
  });
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
