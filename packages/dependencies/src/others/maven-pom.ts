import type { Gap } from '@railgate/contract';

import type { LockfileRead, ManifestsRead, Repository } from '../format.js';
import { partSkipped } from '../gaps.js';
import type { Lockfile, Requirement } from '../lockfile.js';
import { DraftLockfile, draftPackage } from '../draft.js';
import { buildLockfile } from './build-lockfile.js';
import { readMavenModel, type MavenDependency } from './maven-model.js';

/**
 * pom.xml, as far as it says versions itself or a parent in the repository does. Maven has no lockfile: what the
 * dependencies need in turn is not written anywhere.
 *
 * @throws {ReadError}
 */
export function readMavenPom(path: string, repository: Repository): LockfileRead {
  const source = repository.read(path);
  if ('gap' in source) return { gaps: [source.gap] };
  const model = readMavenModel(path, source.text, repository);
  const draft = new DraftLockfile();
  const known = new Map<string, number>();
  const requirements = model.dependencies.map((dependency): Requirement => {
    const { name, version = '', line } = dependency;
    const requirement = { name, kind: kindOf(dependency), range: version, line } as const;
    if (version === '') return requirement;
    const key = JSON.stringify([name, version]);
    const target = known.get(key) ?? draft.add(draftPackage(name, version, line));
    known.set(key, target);
    return { ...requirement, target };
  });
  const facts = { path, format: 'maven-pom', ecosystem: 'Maven', manifest: 'pom.xml', requirements } as const;
  const lockfile = buildLockfile({ ...facts, name: model.name }, draft, repository);
  return { lockfile, gaps: requirements.length === 0 ? [] : [transitiveGap(path, requirements[0]?.line)] };
}

/** Nobody can be asked about packages that nobody has named. */
function transitiveGap(path: string, line = 1): Gap {
  return {
    ...partSkipped(
      path,
      line,
      'names what the project asks for itself; what that needs in turn is written nowhere.',
    ),
    remedy:
      'Look at the whole tree where Maven runs (`mvn dependency:tree`, `mvn org.cyclonedx:cyclonedx-maven-plugin:makeAggregateBom`), and waive this for as long as somebody does.',
  };
}

function kindOf({ scope, isOptional }: MavenDependency): Requirement['kind'] {
  if (scope === 'test') return 'dev';
  return isOptional ? 'optional' : 'prod';
}

/** Those whose version a parent elsewhere, a bill of materials or a range decides. */
export function unpinnedMaven(lockfiles: readonly Lockfile[]): ManifestsRead {
  const unpinned = lockfiles.flatMap(({ path, format, projects }) => {
    if (format !== 'maven-pom') return [];
    const requirements = projects.flatMap((project) =>
      project.requirements.filter(({ target }) => target === undefined),
    );
    return requirements.length > 0
      ? [{ path, ecosystem: 'Maven' as const, manager: 'maven', requirements }]
      : [];
  });
  return { unpinned, gaps: [] };
}
