import { withoutCredentials } from './addresses.js';
import type { Disagreement, LockedProject, Requirement, RequirementKind } from '../lockfile.js';
import type { PackageManifest } from './manifest.js';

/** A requirement as the lockfile has it. */
export interface Recorded {
  readonly name: string;
  readonly kind: RequirementKind;
  /** None where the format does not record ranges. */
  readonly range?: string;
  /** Index of the package. */
  readonly target?: number;
}

export interface ProjectFacts {
  readonly path: string;
  readonly name?: string | undefined;
  readonly manifest?: PackageManifest | undefined;
  /** What the lockfile says that the project asks for; none where the format says nothing of that. */
  readonly recorded?: readonly Recorded[];
  /** What the lockfile resolves a requirement to, where the format does not record it. */
  readonly targetOf?: (name: string, range: string) => number | undefined;
  /** Do the two ranges mean the same? They are not equal. */
  readonly isSame?: (declared: string, recorded: string, name: string) => boolean;
  /** What the lockfile may leave out. */
  readonly mayMiss?: (name: string, range: string, kind: RequirementKind) => boolean;
}

/** What a project asks for: its manifest's word where there is one, with the targets that the lockfile gives. */
export function lockedProject(facts: ProjectFacts): LockedProject {
  const { path, manifest, recorded } = facts;
  const name = manifest?.name ?? facts.name;
  const named = { path, ...(name !== undefined && { name }) };
  if (!manifest) return { ...named, requirements: (recorded ?? []).map(requirementOf) };
  const compared: Compared = {
    manifest,
    facts,
    recorded: recorded && byName(recorded),
    declared: new Set(manifest.declared.map((one) => one.name)),
  };
  const requirements = declaredRequirements(compared);
  const disagreements = disagreementsOf(compared, requirements);
  return {
    ...named,
    manifest: manifest.path,
    requirements,
    ...(disagreements.length > 0 && { disagreements }),
  };
}

/** A manifest beside what the lockfile says of the same project. */
interface Compared {
  readonly manifest: PackageManifest;
  readonly facts: ProjectFacts;
  /** By name, where the format records anything. */
  readonly recorded: ReadonlyMap<string, Recorded> | undefined;
  /** The names that the manifest declares. */
  readonly declared: ReadonlySet<string>;
}

function requirementOf({ name, kind, range, target }: Recorded): Requirement {
  return { name, kind, range: withoutCredentials(range ?? ''), ...(target !== undefined && { target }) };
}

function declaredRequirements({ manifest, facts, recorded, declared }: Compared): Requirement[] {
  const requirements = manifest.declared.map<Requirement>(({ name, kind, range, line }) => {
    const target = recorded ? recorded.get(name)?.target : facts.targetOf?.(name, range);
    return { name, kind, range, ...(target !== undefined && { target }), line };
  });
  // What the manifest no longer asks for is still installed from the lockfile.
  const left = (facts.recorded ?? []).filter(({ name }) => !declared.has(name)).map(requirementOf);
  return [...requirements, ...left];
}

function disagreementsOf(
  { manifest, facts, recorded, declared }: Compared,
  requirements: readonly Requirement[],
): Disagreement[] {
  const found: Disagreement[] = [];
  let ranges: ReadonlySet<string> | undefined;
  // Made when two ranges differ, which is seldom; a lockfile in which all of them do is looked through once, too.
  const isDeclared = (name: string, range: string): boolean =>
    (ranges ??= new Set(manifest.declared.map(rangeKey))).has(rangeKey({ name, range }));
  for (const requirement of requirements) {
    const { name, kind, range, target, line } = requirement;
    const written = recorded?.get(name);
    if (!declared.has(name)) found.push({ name, kind, recorded: range });
    else if (kind === 'peer' || facts.mayMiss?.(name, range, kind) === true) continue;
    else if (isMissing(requirement, recorded && (written ?? 'none'))) found.push(missing(requirement));
    else if (written?.range !== undefined && !isSameRange(facts, isDeclared, requirement, written.range)) {
      found.push({ name, kind, declared: range, recorded: withoutCredentials(written.range), ...at(line) });
    } else if (target === undefined && kind !== 'optional') found.push(missing(requirement));
  }
  return found;
}

function isMissing({ kind, target }: Requirement, written: Recorded | 'none' | undefined): boolean {
  // Without records all that can be said is whether the package is there; an optional one need not be.
  return written === undefined ? target === undefined && kind !== 'optional' : written === 'none';
}

function missing({ name, kind, range, line }: Requirement): Disagreement {
  return { name, kind, declared: range, ...at(line) };
}

function at(line: number | undefined): { line?: number } {
  return line === undefined ? {} : { line };
}

/** A name may be declared twice with different ranges (as peer and for development): one of them is recorded. */
function isSameRange(
  facts: ProjectFacts,
  isDeclared: (name: string, range: string) => boolean,
  { name, range }: Requirement,
  recorded: string,
): boolean {
  const clean = withoutCredentials(recorded);
  if (range === clean || facts.isSame?.(range, clean, name) === true) return true;
  return isDeclared(name, clean);
}

function rangeKey({ name, range }: Pick<Requirement, 'name' | 'range'>): string {
  return JSON.stringify([name, range]);
}

function byName(recorded: readonly Recorded[]): ReadonlyMap<string, Recorded> {
  const map = new Map<string, Recorded>();
  for (const entry of recorded) {
    const known = map.get(entry.name);
    if (known === undefined || known.kind === 'peer') map.set(entry.name, entry);
  }
  return map;
}
