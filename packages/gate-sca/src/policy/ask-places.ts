import { cleanText, compareText, GateError, VERSION, type ScanInput } from '@railgate/contract';
import { hostOf, mapBounded, ServiceError, withJsonClient, type JsonClient } from '@railgate/kit';

import { Json } from '../engines/json-report.js';
import type { Versions } from '../engines/npm-registry/questions.js';
import { listed, plainText } from '../findings/plain-text.js';
import type { Ask, Place, Registry } from './registries/registry.js';
import type { RegistryWord, VersionFacts } from './registry-facts.js';

const AT_ONCE = 8;
/** Seconds, and bytes: PyPI's longest list of files has 20 MB. */
const TIMEOUT = 30;
const LIMIT = 32 * 1024 * 1024;
/** One after the other: then nobody else is asked either, and all of them are gaps. */
const MOST_FAILURES = 3;
const SHOWN = 3;
const LONGEST_NAME = 214;

type Input = Pick<ScanInput, 'signal' | 'progress'>;
type Asked = Pick<Registry, 'ask' | 'saysLicences'>;
type Facts = Map<string, ReadonlyMap<string, VersionFacts>>;

/** Asks one place after the other about what none before it knew, in a bounded number of requests. */
export async function askPlaces(
  input: Input,
  places: readonly Place[],
  asked: Asked,
  wanted: Versions,
): Promise<RegistryWord> {
  const facts: Facts = new Map();
  const errors: string[] = [];
  for (const place of places) {
    const left = [...wanted].filter(([name]) => !facts.has(name) && name.length <= LONGEST_NAME);
    errors.push(...(await askPlace(input, place, asked, new Map(left), facts)));
  }
  const hosts = listed([...new Set(places.map(({ url }) => hostOf(url)))], SHOWN);
  return {
    facts,
    saysLicences: asked.saysLicences && facts.size > 0,
    silence: [...errors, ...unknownTo(hosts, facts, wanted, errors.length > 0)],
  };
}

/** @returns why it did not answer, where it did not. */
async function askPlace(
  { signal, progress }: Input,
  place: Place,
  asked: Asked,
  wanted: Versions,
  facts: Facts,
): Promise<string[]> {
  const { network } = place;
  const service = { timeout: TIMEOUT, signal, limit: LIMIT, ...(network && { network }) };
  const errors = new Set<string>();
  let inARow = 0;
  await withJsonClient(service, (client) => {
    const ask = askOf(client, place);
    return mapBounded([...wanted], AT_ONCE, async ([name, versions]) => {
      if (inARow >= MOST_FAILURES) return;
      progress(name);
      try {
        facts.set(name, await asked.ask(ask, name, versions));
        inARow = 0;
      } catch (error) {
        if (!(error instanceof GateError)) throw error;
        if (isUnknown(error)) return;
        inARow += 1;
        errors.add(error.message);
      }
    });
  });
  // Which of them comes first is up to the network.
  return [...errors].sort(compareText).slice(0, 1);
}

function askOf(client: JsonClient, place: Place): Ask {
  return {
    place,
    async json(path, { accept, lines = false } = {}) {
      const url = new URL(path, place.url);
      if (url.origin !== new URL(place.url).origin) throw elsewhere(place, url);
      const { authorization } = place;
      const headers = {
        'user-agent': `railgate/${VERSION}`,
        ...(accept !== undefined && { accept }),
        ...(authorization !== undefined && { authorization }),
      };
      return new Json(await client.ask({ url: url.href, headers, lines }));
    },
  };
}

function elsewhere(place: Place, url: URL): GateError {
  const message = `${hostOf(place.url)} sends requests on to ${cleanText(url.host)}, where nothing is sent to.`;
  return new GateError('NEED_UNMET', message);
}

/** It has no such package. crates.io says 451 of what it had to remove. */
function isUnknown(error: GateError): boolean {
  return error instanceof ServiceError && [404, 410, 451].includes(error.status ?? 0);
}

/** Where everything failed, that says enough. */
function unknownTo(hosts: string, facts: Facts, wanted: Versions, failed: boolean): string[] {
  const unknown = [...wanted].flatMap(([name, versions]) => {
    const known = facts.get(name);
    if (!known && failed) return [];
    return [...versions].filter((version) => !known?.has(version)).map((version) => `${name} ${version}`);
  });
  if (unknown.length === 0) return [];
  return [
    `${hosts} does not know ${listed(
      unknown.map((one) => plainText(one, 100)),
      SHOWN,
    )}.`,
  ];
}
