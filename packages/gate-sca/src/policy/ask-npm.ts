import type { ScanInput } from '@railgate/contract';
import { NpmConfig, type Dependencies } from '@railgate/dependencies';
import { hostOf } from '@railgate/kit';

import { questionsOf, versionsOf, type Versions } from '../engines/npm-registry/questions.js';
import { withheldGaps } from '../engines/withheld.js';
import type { Options } from '../options.js';
import { askPlaces } from './ask-places.js';
import { readPackument } from './packument.js';
import { expectAnswer } from './registries/answer.js';
import type { Ask } from './registries/registry.js';
import type { RegistryWord, VersionFacts } from './registry-facts.js';

/**
 * Asks the registry that npm is configured with about every package that comes from it, once a name; names that may be private
 * are not told.
 */
export async function askNpm(input: ScanInput<Options>, dependencies: Dependencies): Promise<RegistryWord> {
  const config = NpmConfig.read(input.workspace.root);
  const { byRegistry, withheld } = await questionsOf({ ...input, dependencies }, config);
  const asked = [...byRegistry].filter(([registry]) => URL.canParse(registry));
  const words: RegistryWord[] = [];
  for (const [registry, packages] of asked)
    words.push(await askOne(input, config, registry, versionsOf(packages)));
  const hosts = asked.map(([registry]) => hostOf(registry)).join(', ');
  return {
    facts: new Map(words.flatMap(({ facts }) => [...facts])),
    saysLicences: words.some(({ saysLicences }) => saysLicences),
    silence: [
      ...words.flatMap(({ silence }) => silence),
      ...withheldGaps(withheld, hosts || 'The registry that npm is configured with').map(
        ({ gap }) => gap.message,
      ),
    ],
  };
}

function askOne(
  input: ScanInput<Options>,
  config: NpmConfig,
  registry: string,
  wanted: Versions,
): Promise<RegistryWord> {
  const authorization = config.authorizationFor(registry);
  const place = {
    url: registry,
    network: config.networkFor(registry),
    ...(authorization !== undefined && { authorization }),
  };
  return askPlaces(input, [place], { saysLicences: true, ask: askPackument }, wanted);
}

async function askPackument(
  ask: Ask,
  name: string,
  versions: ReadonlySet<string>,
): Promise<ReadonlyMap<string, VersionFacts>> {
  const answer = await ask.json(encodeURIComponent(name).replace(/^%40/, '@'));
  // Not by its name: some registries leave it out of what they keep for others.
  expectAnswer(
    ['versions', 'time'].some((key) => answer.at(key).entries().length > 0),
    ask,
  );
  return readPackument(answer, versions);
}
