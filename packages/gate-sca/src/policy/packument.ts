import type { VersionFacts } from './registry-facts.js';

/**
 * What a packument (the document of a package that an npm registry gives) says of these versions. It comes from outside:
 * nothing about its form is taken for granted.
 */
export function readPackument(
  packument: unknown,
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, VersionFacts> {
  const versions = valueOf(packument, 'versions');
  const time = valueOf(packument, 'time');
  const facts = new Map<string, VersionFacts>();
  for (const version of wanted) {
    const found = valueOf(versions, version);
    const published = textOf(valueOf(time, version));
    if (found === undefined && published === undefined) continue;
    const deprecated = textOf(valueOf(found, 'deprecated'));
    const licence = licenceOf(found);
    facts.set(version, {
      ...(published !== undefined && { published }),
      ...(deprecated !== undefined && deprecated !== '' && { deprecated }),
      ...(licence !== undefined && { licence }),
      // Registries keep the date of a version that they no longer have.
      ...(found === undefined && { yanked: '' }),
    });
  }
  return facts;
}

/** `"MIT"`, and the older `{ "type": "MIT" }` and `[{ "type": "MIT" }]`, of which any may be chosen. */
function licenceOf(version: unknown): string | undefined {
  const licence = valueOf(version, 'license') ?? valueOf(version, 'licenses');
  const all = (Array.isArray(licence) ? licence : [licence]).flatMap(
    (one: unknown) => textOf(one) ?? textOf(valueOf(one, 'type')) ?? [],
  );
  return all.length > 1 ? `(${all.join(' OR ')})` : all[0];
}

/** Own properties alone: `__proto__` is a name like any other. */
function valueOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[key];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
