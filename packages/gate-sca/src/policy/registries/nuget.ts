import { GateError } from '@railgate/contract';
import { ServiceError } from '@railgate/kit';

import type { Json } from '../../engines/json-report.js';
import type { VersionFacts } from '../registry-facts.js';
import { expectAnswer, factsOf } from './answer.js';
import { ownFile } from './own-file.js';
import { placeFrom } from './place-of.js';
import type { Ask, Registry } from './registry.js';

const SOURCES = ['~/.nuget/NuGet/NuGet.Config', '~/.config/NuGet/NuGet.Config'];
const INDEX = 'index.json';
const TYPE = 'RegistrationsBaseUrl/3.6.0';

/** NuGet: the registration leaf of a version and its catalog entry (learn.microsoft.com/nuget/api/registration-base-url-resource). */
export const nuget: Registry = {
  ecosystem: 'NuGet',
  saysLicences: true,
  places(host) {
    const [own, ...others] = SOURCES.flatMap((path) => sourcesIn(ownFile(host, path) ?? ''));
    if (others.length > 0)
      return {
        why: "NuGet's configuration of this user names several sources: which one a package is from is not known.",
      };
    if (own !== undefined && !own.endsWith(INDEX))
      return { why: "The source in NuGet's configuration has no index of version 3." };
    const folder = own?.slice(0, -INDEX.length);
    return placeFrom(folder, 'https://api.nuget.org/v3/', "The source in NuGet's configuration");
  },
  async ask(ask, name, versions) {
    const base = await registrationsOf(ask);
    const facts = new Map<string, VersionFacts>();
    for (const version of versions) {
      const address = `${base}${encodeURIComponent(name.toLowerCase())}/${encodeURIComponent(version.toLowerCase())}.json`;
      const known = await factsOfLeaf(ask, address).catch(unlessUnknown);
      if (known) facts.set(version, known);
    }
    return facts;
  },
};

function sourcesIn(config: string): string[] {
  const section = /<packageSources>([\s\S]{0,20000}?)<\/packageSources>/i.exec(config)?.[1] ?? '';
  return [...section.matchAll(/<add\s[^>]{0,500}?value\s*=\s*"(https?:[^"]{1,500})"/gi)].map(
    ([, url = '']) => url,
  );
}

/** Once a run: the service's list of addresses. */
const KNOWN = new WeakMap<Ask['place'], Promise<string>>();

function registrationsOf(ask: Ask): Promise<string> {
  const known = KNOWN.get(ask.place) ?? findRegistrations(ask);
  KNOWN.set(ask.place, known);
  return known;
}

async function findRegistrations(ask: Ask): Promise<string> {
  const resources = (await ask.json(INDEX).catch(notFound)).at('resources').items();
  const address =
    resources
      .find((one) => one.at('@type').text() === TYPE)
      ?.at('@id')
      .text() ?? '';
  expectAnswer(URL.canParse(address), ask);
  return address.endsWith('/') ? address : `${address}/`;
}

/** Without its list of addresses the registry is not there at all. */
function notFound(error: unknown): never {
  if (error instanceof ServiceError && error.status === 404) throw new GateError('NEED_UNMET', error.message);
  throw error;
}

function unlessUnknown(error: unknown): undefined {
  if (error instanceof ServiceError && error.status === 404) return undefined;
  throw error;
}

async function factsOfLeaf(ask: Ask, address: string): Promise<VersionFacts> {
  const leaf = await ask.json(address);
  expectAnswer(leaf.has('published') && leaf.has('packageContent'), ask);
  const entry = leaf.at('catalogEntry').text();
  const details = entry === '' ? leaf.at('catalogEntry') : await ask.json(entry);
  const isUnlisted = leaf.at('listed').isFalse();
  return factsOf({
    // Of what is unlisted it says the year 1900.
    published: isUnlisted ? '' : leaf.at('published').text(),
    licence: details.at('licenseExpression').text(),
    deprecated: deprecationOf(details.at('deprecation')),
    ...(isUnlisted && { yanked: 'It is unlisted.' }),
  });
}

function deprecationOf(deprecation: Json): string {
  const message = deprecation.at('message').text();
  return message === '' ? deprecation.at('reasons').texts().join(', ') : message;
}
