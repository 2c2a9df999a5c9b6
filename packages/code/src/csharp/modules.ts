import { posix } from 'node:path';

import { addTo } from '@railgate/contract';

import type { WorkspaceFiles } from '../extractor.js';

const byWorkspace = new WeakMap<WorkspaceFiles, ReadonlyMap<string, readonly string[]>>();

/** The file that has the name of a type: the nearest one, where there are several. */
export function resolve(from: string, specifier: string, workspace: WorkspaceFiles): readonly string[] {
  let known = byWorkspace.get(workspace);
  if (!known) byWorkspace.set(workspace, (known = byName(workspace)));
  const candidates = (known.get(specifier) ?? []).filter((path) => path !== from);
  const [first, ...others] = candidates;
  if (first === undefined) return [];
  return [others.reduce((best, path) => (shared(path, from) > shared(best, from) ? path : best), first)];
}

function byName({ paths }: WorkspaceFiles): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const path of paths) if (path.endsWith('.cs')) addTo(found, posix.basename(path, '.cs'), path);
  return found;
}

/** How many characters two paths have in common. */
function shared(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}
