import { cleanText, compareText, type FileEntry, type Gap, type Workspace } from '@railgate/contract';

import { ReadError } from './data/read-error.js';
import type { Dependencies } from './dependencies.js';
import type { Format, LockfileRead, ManifestFormat, Repository } from './format.js';
import { FORMATS, MANIFESTS } from './formats.js';
import type { Lockfile, Manifest } from './lockfile.js';
import { FileRepository } from './repository.js';

/**
 * Reads every manifest and lockfile among `files`. Nothing is executed and no network is asked. What does not parse is a
 * gap.
 *
 * @param progress is told each path before it is read
 */
export async function readDependencies(
  workspace: Pick<Workspace, 'root' | 'edited'>,
  files: readonly FileEntry[],
  progress: (path: string) => void,
): Promise<Dependencies> {
  const repository = new FileRepository(workspace, files);
  const reader = new Reader(repository, progress);
  await reader.readLockfiles();
  await reader.readManifests();
  return reader.result();
}

class Reader {
  readonly #repository: Repository;
  readonly #progress: (path: string) => void;
  /** All that say what is depended on. */
  readonly #paths = new Set<string>();
  readonly #lockfiles: Lockfile[] = [];
  readonly #unread: string[] = [];
  readonly #unpinned: Manifest[] = [];
  readonly #gaps: Gap[] = [];

  constructor(repository: Repository, progress: (path: string) => void) {
    this.#repository = repository;
    this.#progress = progress;
  }

  async readLockfiles(): Promise<void> {
    const queue = this.#repository.paths.flatMap((path): [string, Format][] => {
      const format = FORMATS.find((candidate) => candidate.matches(path));
      return format ? [[path, format]] : [];
    });
    // Included files join the queue while it is worked off.
    for (const [path, format] of queue) {
      if (this.#paths.has(path)) continue;
      const { includes = [] } = await this.#readLockfile(path, format);
      for (const include of includes) queue.push([include, format]);
    }
  }

  async #readLockfile(path: string, format: Format): Promise<LockfileRead> {
    this.#paths.add(path);
    this.#progress(path);
    const read = await guarded(path, () => format.read(path, this.#repository));
    if (read.lockfile) this.#lockfiles.push(read.lockfile);
    else this.#unread.push(path);
    for (const gap of read.gaps) this.#gaps.push(gap);
    return read;
  }

  async readManifests(): Promise<void> {
    const lockfiles = this.#lockfiles.toSorted((a, b) => compareText(a.path, b.path));
    for (const format of MANIFESTS) {
      const paths = this.#repository.paths.filter((path) => format.matches(path));
      for (const path of paths) this.#paths.add(path);
      const { unpinned, gaps } = await this.#readManifestsOf(format, paths, lockfiles);
      for (const manifest of unpinned) this.#unpinned.push(manifest);
      for (const gap of gaps) this.#gaps.push(gap);
    }
  }

  #readManifestsOf(
    format: ManifestFormat,
    paths: readonly string[],
    lockfiles: readonly Lockfile[],
  ): ReturnType<ManifestFormat['unpinned']> {
    const [first] = paths;
    if (first === undefined) return Promise.resolve({ unpinned: [], gaps: [] });
    this.#progress(first);
    return format.unpinned(paths, this.#repository, lockfiles, this.#unread);
  }

  result(): Dependencies {
    const missed = new Set(this.#gaps.flatMap(({ path }) => path ?? []));
    const read = [...this.#paths].filter((path) => !missed.has(path)).length;
    return {
      lockfiles: this.#lockfiles.sort((a, b) => compareText(a.path, b.path)),
      unpinned: this.#unpinned.sort((a, b) => compareText(a.path, b.path)),
      gaps: this.#gaps.sort(byPlace),
      expected: { files: read + missed.size },
      seen: { files: read },
    };
  }
}

async function guarded(path: string, read: () => Promise<LockfileRead>): Promise<LockfileRead> {
  try {
    return await read();
  } catch (error) {
    return { gaps: [unparseable(path, error)] };
  }
}

/** Whatever a reader throws is said of its file, so that one file never hides another. */
function unparseable(path: string, error: unknown): Gap {
  const name = cleanText(path);
  if (error instanceof ReadError)
    return {
      code: 'FILE_UNPARSEABLE',
      path,
      line: error.line,
      message: `${name} ${cleanText(error.message)}`,
    };
  if (error instanceof RangeError)
    return {
      code: 'FILE_UNPARSEABLE',
      path,
      message: `${name} is nested too deeply, or too large to be read.`,
    };
  throw error;
}

function byPlace(a: Gap, b: Gap): number {
  return (
    compareText(a.path ?? '', b.path ?? '') ||
    (a.line ?? 0) - (b.line ?? 0) ||
    compareText(a.message, b.message)
  );
}
