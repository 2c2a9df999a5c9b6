import { cleanText, compareText, type Gap } from '@railgate/contract';
import { DependencyPaths, packageUrl, type LockedPackage, type Lockfile } from '@railgate/dependencies';

import type { ListedComponent } from './engine.js';

/** What a lockfile holds beside what an engine found in it. */
export interface Comparison {
  /** In the lockfile, and not among what the engine lists. Package URLs, sorted. */
  readonly missing: readonly string[];
  /** Listed by the engine, and not in the lockfile. Package URLs, sorted. */
  readonly extra: readonly string[];
  /**
   * Not listed by the engine, and by our own reading, too, nothing depends on them: left over from an earlier install. The
   * first place of each.
   */
  readonly leftOver: readonly LockedPackage[];
}

/**
 * By name and version, however often each is there. The projects of the repository are no dependencies, and a folder that a
 * dependency points at (`file:…`) is one for some and a project for others: neither is missed, and neither is too much.
 */
export function compare(lockfile: Lockfile, components: readonly ListedComponent[]): Comparison {
  const { ecosystem, packages } = lockfile;
  const purlOf = (one: Pick<LockedPackage, 'name' | 'version'>) => packageUrl(ecosystem, one);
  const listed = new Set(components.map(purlOf));
  const known = new Set(packages.map(purlOf));
  const fetched = packages.filter(({ source, version }) => isFetched(source) && version !== '');
  // Some lockfiles give no version for what comes from git: then any is right.
  const unversioned = new Set(packages.filter(({ version }) => version === '').map(({ name }) => name));
  // uv and pnpm list the project itself among what it depends on, and so does who reads their lockfiles.
  const projects = new Set(lockfile.projects.map(({ name = '' }) => purlOf({ name, version: '' })));
  const isOwn = (one: ListedComponent) => one.isOwn || projects.has(purlOf({ name: one.name, version: '' }));
  const foreign = components.filter((one) => !isOwn(one) && !unversioned.has(one.name)).map(purlOf);
  const unlisted = groupUnlisted(lockfile, fetched, listed, purlOf);
  return {
    ...unlisted,
    extra: [...new Set(foreign)].filter((purl) => !known.has(purl)).sort(compareText),
  };
}

function isFetched(source: LockedPackage['source']): boolean {
  return source !== 'workspace' && source !== 'file';
}

function groupUnlisted(
  lockfile: Lockfile,
  fetched: readonly LockedPackage[],
  listed: ReadonlySet<string>,
  purlOf: (one: LockedPackage) => string,
): Pick<Comparison, 'missing' | 'leftOver'> {
  const unlisted = fetched.filter((one) => !listed.has(purlOf(one)));
  if (unlisted.length === 0) return { missing: [], leftOver: [] };
  const reached = reachedPackages(lockfile);
  const missing = new Set(unlisted.filter((one) => reached.has(one)).map(purlOf));
  const leftOver = new Map(unlisted.toReversed().map((one) => [purlOf(one), one]));
  return {
    missing: [...missing].sort(compareText),
    leftOver: [...leftOver.entries()]
      .filter(([purl]) => !missing.has(purl))
      .map(([, one]) => one)
      .toReversed(),
  };
}

function reachedPackages(lockfile: Lockfile): Set<LockedPackage> {
  const paths = new DependencyPaths(lockfile);
  return new Set(lockfile.packages.filter((_, index) => paths.pathTo(index).length > 0));
}

const SHOWN = 3;
const LONGEST = 120;

/** Two readers of one lockfile that come to different packages: nobody knows which of them is right. */
export function differenceGap(engine: string, path: string, { missing, extra }: Comparison): Gap | undefined {
  if (missing.length + extra.length === 0) return undefined;
  const said = [
    ...some(missing, 'does not list', 'the lockfile holds'),
    ...some(extra, 'lists', 'the lockfile does not hold'),
  ];
  return {
    code: 'ENGINE_FAILED',
    path,
    message: `The bill of ${cleanText(path)} is not proven to be complete: ${engine} ${said.join(', and ')}.`,
    remedy:
      'Bring the lockfile up to date, with `npm install --package-lock-only` where it is one of npm. If they differ still, please report it with the lockfile.',
  };
}

function some(purls: readonly string[], verb: string, but: string): string[] {
  if (purls.length === 0) return [];
  const shown = purls.slice(0, SHOWN).map((purl) => purl.slice(0, LONGEST));
  const more = purls.length > SHOWN ? ` and ${purls.length - SHOWN} more` : '';
  return [`${verb} ${shown.join(', ')}${more}, which ${but}`];
}
