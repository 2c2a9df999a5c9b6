import { compareText, type FileEntry, type GateMeta, type Target, type Workspace } from '@railgate/contract';
import { globMatcher } from '@railgate/kit';

/** The files that a gate is shown for a target, in the order of the workspace: the target's, and those of its `inputs`. */
export function visibleFiles(
  { files }: Pick<Workspace, 'files'>,
  target: Pick<Target, 'files'>,
  inputs: GateMeta['inputs'],
): readonly FileEntry[] {
  if (target.files.length === files.length || inputs.includes('**')) return files;
  const all = [...target.files, ...matching(files, inputs)].map((file) => [file.path, file] as const);
  return [...new Map(all).values()].sort((a, b) => compareText(a.path, b.path));
}

/** By list of files, by globs: a repository may have a thousand targets, each of which asks several times. */
const known = new WeakMap<readonly FileEntry[], Map<string, readonly FileEntry[]>>();

function matching(files: readonly FileEntry[], globs: readonly string[]): readonly FileEntry[] {
  const byGlobs = known.get(files) ?? new Map<string, readonly FileEntry[]>();
  known.set(files, byGlobs);
  const key = globs.join('\n');
  let found = byGlobs.get(key);
  if (!found) {
    const matches = globMatcher(globs);
    found = files.filter(({ path }) => matches(path));
    byGlobs.set(key, found);
  }
  return found;
}
