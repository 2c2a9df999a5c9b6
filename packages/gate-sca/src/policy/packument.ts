import type { Json } from '../engines/json-report.js';
import type { VersionFacts } from './registry-facts.js';

/**
 * What a packument (the document of a package that an npm registry gives) says of these versions. It comes from outside:
 * nothing about its form is taken for granted.
 */
export function readPackument(
  packument: Json,
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, VersionFacts> {
  const versions = packument.at('versions');
  const time = packument.at('time');
  const facts = new Map<string, VersionFacts>();
  for (const version of wanted) {
    const isThere = versions.has(version);
    const published = time.at(version).text();
    if (!isThere && published === '') continue;
    const found = versions.at(version);
    const deprecated = found.at('deprecated').text();
    const licence = licenceOf(found);
    facts.set(version, {
      ...(published !== '' && { published }),
      ...(deprecated !== '' && { deprecated }),
      ...(licence !== undefined && { licence }),
      // Registries keep the date of a version that they no longer have.
      ...(!isThere && { yanked: '' }),
    });
  }
  return facts;
}

/** `"MIT"`, and the older `{ "type": "MIT" }` and `[{ "type": "MIT" }]`, of which any may be chosen. */
function licenceOf(version: Json): string | undefined {
  const licence = version.has('license') ? version.at('license') : version.at('licenses');
  const all = (licence.isList() ? licence.items() : [licence])
    .map((one) => one.text() || one.at('type').text())
    .filter((text) => text !== '');
  return all.length > 1 ? `(${all.join(' OR ')})` : all[0];
}
