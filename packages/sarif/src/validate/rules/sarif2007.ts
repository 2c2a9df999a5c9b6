import type { Objects } from '../objects.js';
import { defineRule } from '../rule.js';

export const expressPathsRelativeToRepoRoot = defineRule({
  id: 'SARIF2007',
  name: 'ExpressPathsRelativeToRepoRoot',
  kind: 'sarif',
  level: 'warning',
  asks: '`versionControlProvenance` names in `mappedTo.uriBaseId` the base of the repository, and the locations of the results use it.',
  texts: {
    noMapping: 'The repository {0} has no mappedTo.uriBaseId, so that no path can be related to it.',
    otherBase: 'The location has none of the bases of the repository: {0}.',
  },
  check(say, scope) {
    let bases = new Set<string>();
    let run = -1;
    return {
      run({ versionControlProvenance = [] }, at) {
        versionControlProvenance.forEach(({ mappedTo, repositoryUri = '' }, i) => {
          if (isBlank(mappedTo?.uriBaseId))
            say('noMapping', `${at}/versionControlProvenance/${i}`, repositoryUri);
        });
      },
      result({ locations = [] }, at) {
        if (run !== scope.runIndex) {
          run = scope.runIndex;
          bases = basesOf(scope.run);
        }
        if (bases.size === 0) return;
        locations.forEach(({ physicalLocation }, i) => {
          const place = physicalLocation?.artifactLocation;
          if (place === undefined || bases.has(place.uriBaseId ?? '')) return;
          const pointer = `${at}/locations/${i}/physicalLocation/artifactLocation`;
          say('otherBase', pointer, [...bases].join(', '));
        });
      },
    };
  },
});

/** The bases of the repositories, and those that are given relative to one of them. */
function basesOf({ versionControlProvenance = [], originalUriBaseIds = {} }: Objects['run']): Set<string> {
  const bases = new Set<string>();
  for (const { mappedTo } of versionControlProvenance) {
    const base = mappedTo?.uriBaseId;
    if (base === undefined || isBlank(base)) continue;
    bases.add(base);
    for (const [name, location] of Object.entries(originalUriBaseIds))
      if (location?.uriBaseId === base) bases.add(name);
  }
  return bases;
}

function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === '';
}
