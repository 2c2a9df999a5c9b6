import {
  compareText,
  type DeclaredService,
  type DiscoverySource,
  type Gap,
  type NotScanned,
  type Workspace,
} from '@railgate/contract';

import type { Listed } from './collected.js';
import { type IgnoreFilter, ignoreFilter } from './ignore-filter.js';
import { inspectFiles } from './inspect-files.js';
import { linkReasons } from './links.js';
import { listNames, type Names } from './list-names.js';
import { openRoot } from './open-root.js';
import { findProjects } from './projects.js';
import { declaredServices } from './services.js';
import { unsafeNames } from './unsafe-names.js';

export interface DiscoverOptions {
  /** Globs of the configuration. What they take out is counted and shown. */
  readonly ignore: readonly string[];
  readonly services: readonly DeclaredService[];
  /** What there is, where the folder cannot tell it: the files of a git ref. */
  readonly names?: Names;
}

export interface Discovery {
  readonly workspace: Workspace;
  /**
   * `git`: git's list; `folder`: everything that is there, since there is no git or git could not answer; `index`: what is
   * staged.
   */
  readonly source: DiscoverySource;
  /** What could not be listed or looked at. */
  readonly gaps: readonly Gap[];
  /** What no gate looks at, on purpose. Sorted by path. */
  readonly notScanned: readonly NotScanned[];
  /** Number of files that `ignore` took out. */
  readonly ignored: number;
  /** Of the files as they were listed, by path (`stateOf`); of what is staged there is none. */
  readonly states?: ReadonlyMap<string, string>;
  /** What the list said of each path, as `states`. */
  readonly listed?: ReadonlyMap<string, Listed>;
}

/**
 * What there is to scan: the file list that is the only input of every gate, and its projects. Nothing of the
 * repository is executed, no symbolic link is followed, and everything left out has an entry in `notScanned` or `gaps`.
 *
 * @throws {UsageError} when `root` is no folder that can be read, on globs that cannot be used, and on a declared
 * service whose folder has no files.
 */
export async function discover(root: string, options: DiscoverOptions): Promise<Discovery> {
  const folder = openRoot(root);
  const filter = ignoreFilter(options.ignore);
  const names = options.names ?? (await listNames(folder));
  const inspected = await inspectFiles(folder, names.paths);

  const files = inspected.files.filter((file) => !filter.takes(file.path)).sort(byPath);
  const links = linkReasons(folder, inspected.links, files);
  const gaps = [...names.gaps, ...inspected.gaps, ...links.gaps, ...unsafeNames(names.paths.keys(), filter)];
  const notScanned = [...names.notScanned, ...inspected.notScanned, ...links.notScanned];

  const services = declaredServices(options.services, files);
  const workspace: Workspace = {
    root: folder,
    files,
    projects: await findProjects(folder, files, services),
    services,
    ...(options.ignore.length > 0 && { ignore: options.ignore }),
  };
  return {
    workspace,
    source: names.source,
    gaps: gaps.filter((gap) => !filter.covers(gap.path ?? '')).sort(byPath),
    notScanned: [...withoutIgnored(notScanned, filter), ...filter.report()],
    ignored: filter.count(),
    states: inspected.states,
    listed: names.paths,
  };
}

/** What `ignore` covers has its entry in the filter's report. */
function withoutIgnored(reasons: readonly (readonly [string, string])[], filter: IgnoreFilter): NotScanned[] {
  const kept = reasons.filter(([path]) => !filter.covers(path));
  return kept.map(([path, reason]) => ({ path, reason })).sort(byPath);
}

function byPath(a: { readonly path?: string }, b: { readonly path?: string }): number {
  return compareText(a.path ?? '', b.path ?? '');
}
