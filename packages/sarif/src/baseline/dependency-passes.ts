import { compareAdvisories } from '../advisories/canonical.js';
import { fileName, type KnownFiles } from './infer-renames.js';
import type { Evidence, Pass } from './passes.js';
import type { Dependency, Subject } from './subject.js';

/**
 * A vulnerable package is the same in another version, under another id of the vulnerability, and in a manifest of the
 * same name that stood elsewhere.
 *
 * @param all results of both sides: what one of them knows of aliases holds for all.
 */
export function dependencyPasses(all: readonly Subject[], known: KnownFiles): Pass[] {
  const names = advisoryNames(all);
  const evidenceOf = ({ advisories, name, image }: Dependency, place: string): Evidence => {
    const [id = ''] = advisories.map((alias) => names.get(alias) ?? alias).sort(compareAdvisories);
    return [id, name, image === undefined ? place : `\0${image}`];
  };
  return [
    {
      name: 'other version of the dependency',
      pairs: 'one',
      scope: 'log',
      evidence: ({ dependency, currentPath }) => dependency && evidenceOf(dependency, currentPath),
    },
    {
      name: 'moved manifest',
      pairs: 'one',
      base: ({ path }) => !known.head.has(path),
      head: ({ path }) => !known.base.has(path),
      scope: 'log',
      evidence: ({ dependency, path }) => dependency && evidenceOf(dependency, fileName(path)),
    },
  ];
}

/** Each id of a vulnerability → the canonical one of those that are named with it. */
function advisoryNames(all: readonly Subject[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { dependency } of all) {
    const [canonical = ''] = dependency?.advisories ?? [];
    for (const alias of dependency?.advisories ?? []) {
      const known = names.get(alias);
      if (known === undefined || compareAdvisories(canonical, known) < 0) names.set(alias, canonical);
    }
  }
  return names;
}
