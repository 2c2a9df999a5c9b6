import { addTo } from '@railgate/contract';
import { normalizeName } from '@railgate/dependencies';
import { ServiceError } from '@railgate/kit';

import type { Json } from '../../engines/json-report.js';
import type { VersionFacts } from '../registry-facts.js';
import { expectAnswer, factsOf } from './answer.js';
import { pipPlaces } from './pip-config.js';
import { licenceOfMetadata } from './python-licence.js';
import type { Ask, Registry } from './registry.js';
import { fileVersion } from './simple-files.js';

/**
 * The index that pip is configured with. Warehouse, which pypi.org runs, and several others have an interface a version
 * (docs.pypi.org/api/json) beside `/simple/`, and it says everything; what every index offers is the list of files (PEP 691, PEP 700),
 * without licences.
 */
export const pypi: Registry = {
  ecosystem: 'PyPI',
  saysLicences: true,
  places: pipPlaces,
  async ask(ask, name, versions) {
    const facts = new Map<string, VersionFacts>();
    for (const version of versions) {
      const known = await byVersion(ask, name, version);
      if (known === 'no interface') return bySimple(ask, name, versions);
      if (known) facts.set(version, known);
    }
    return facts;
  },
};

/** What an index answers that has files alone. */
const NO_INTERFACE: ReadonlySet<number | undefined> = new Set([404, 405, 410, 501]);

async function byVersion(
  ask: Ask,
  name: string,
  version: string,
): Promise<VersionFacts | 'no interface' | undefined> {
  const base = ask.place.url.replace(/\/(?:\+)?simple\/$/, '/pypi/');
  if (base === ask.place.url) return 'no interface';
  try {
    const answer = await ask.json(`${base}${encodeURIComponent(name)}/${encodeURIComponent(version)}/json`);
    const info = answer.at('info');
    expectAnswer(
      normalizeName(info.at('name').text()) === normalizeName(name) && answer.at('urls').isList(),
      ask,
    );
    return factsOf({
      published: newest(
        answer
          .at('urls')
          .items()
          .map((file) => file.at('upload_time_iso_8601').text()),
      ),
      licence: licenceOfMetadata(info),
      ...(info.at('yanked').isTrue() && { yanked: info.at('yanked_reason').text() }),
    });
  } catch (error) {
    // A version that is not there looks the same as an interface that is not: the list of files tells them apart.
    if (error instanceof ServiceError && NO_INTERFACE.has(error.status)) return 'no interface';
    throw error;
  }
}

const SIMPLE = 'application/vnd.pypi.simple.v1+json';

async function bySimple(
  ask: Ask,
  name: string,
  versions: ReadonlySet<string>,
): Promise<ReadonlyMap<string, VersionFacts>> {
  const answer = await ask.json(`${encodeURIComponent(normalizeName(name))}/`, { accept: SIMPLE });
  expectAnswer(
    normalizeName(answer.at('name').text()) === normalizeName(name) && answer.at('files').isList(),
    ask,
  );
  const byVersion = new Map<string, Json[]>();
  for (const file of answer.at('files').items()) {
    const version = fileVersion(normalizeName(name), file.at('filename').text());
    if (version !== undefined) addTo(byVersion, version, file);
  }
  return new Map(
    [...versions].flatMap((version) => {
      const files = byVersion.get(version.toLowerCase());
      return files ? [[version, factsOfFiles(files)] as const] : [];
    }),
  );
}

/** A release is yanked by files; pip takes none of them only when all of them are. */
function factsOfFiles(files: readonly Json[]): VersionFacts {
  const yanked = files.map((file) => file.at('yanked')).filter((one) => one.isTrue() || one.text() !== '');
  return factsOf({
    published: newest(files.map((file) => file.at('upload-time').text())),
    ...(yanked.length === files.length && { yanked: yanked[0]?.text() ?? '' }),
  });
}

/** Of the file that was added last: a wheel may join a release that is years old. Nothing where one has no date. */
function newest(dates: readonly string[]): string | undefined {
  const times = dates.map((date) => Date.parse(date));
  if (times.length === 0 || times.some(Number.isNaN)) return undefined;
  return new Date(Math.max(...times)).toISOString();
}
