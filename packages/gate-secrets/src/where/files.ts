import { readBytes } from '@railgate/kit';
import type { FileEntry, Gap, NotScanned, ScanInput } from '@railgate/contract';

import type { AccountPlace, Looked, Pool, SecretPlace } from '../look/pool.js';
import type { Part } from '../part.js';
import { POINTER_LIMIT, parsePointer } from './lfs.js';
import { Window } from './window.js';

/** A secret in a file of the working tree, or of the index. */
export interface FilePlace {
  readonly path: string;
  readonly place: SecretPlace;
}

/** Its findings wait for what the history says of them. */
export interface Files extends Omit<Part, 'findings'> {
  readonly places: readonly FilePlace[];
  readonly accounts: readonly { readonly path: string; readonly place: AccountPlace }[];
}

/** They are only named here: whoever looks reads them in his own time. */
const AT_ONCE = { items: 4096, bytes: 0 };

/** Looks at the files of the target as they are, or as they are staged. */
export async function lookAtFiles(
  input: Pick<ScanInput, 'target' | 'workspace' | 'progress'>,
  pool: Pool,
): Promise<Files> {
  const { files } = input.target;
  const looked = new Array<Looked | undefined>(files.length);
  const window = new Window(AT_ONCE);
  const mayBePointer = lfsFiles(files);
  for (const [i, file] of files.entries()) {
    input.progress(file.path);
    await window.start(0, async () => {
      looked[i] =
        mayBePointer(file) && isPointer(input, file)
          ? POINTER(file)
          : await pool.file(input.workspace, file.path);
    });
  }
  await window.end();
  return summed(files, looked);
}

function summed(files: readonly FileEntry[], looked: readonly (Looked | undefined)[]): Files {
  const places: FilePlace[] = [];
  const accounts: { path: string; place: AccountPlace }[] = [];
  const gaps: Gap[] = [];
  const notScanned: NotScanned[] = [];
  const counts = { expected: 0, seen: 0 };
  files.forEach(({ path }, i) => {
    const one = looked[i];
    places.push(...(one?.places ?? []).map((place) => ({ path, place })));
    accounts.push(...(one?.accounts ?? []).map((place) => ({ path, place })));
    if (one?.gap) gaps.push(one.gap);
    if (one?.leftOut) notScanned.push(one.leftOut);
    else counts.expected++;
    if (one?.seen) counts.seen++;
  });
  return {
    places,
    accounts,
    gaps,
    notScanned,
    expected: { files: counts.expected },
    seen: { files: counts.seen },
  };
}

/** Pointers stand where somebody set up Git LFS, so that other repositories are not asked twice for small files. */
function lfsFiles(files: readonly FileEntry[]): (file: FileEntry) => boolean {
  const isSetUp = files.some(({ path }) => path === '.gitattributes' || path.endsWith('/.gitattributes'));
  return ({ size }) => isSetUp && size > POINTER_LEAST && size <= POINTER_LIMIT;
}

/** Bytes: the version, the hash, a size of one digit. */
const POINTER_LEAST = 120;

function isPointer({ workspace }: Pick<ScanInput, 'workspace'>, { path }: FileEntry): boolean {
  const read = readBytes(workspace, path, POINTER_LIMIT);
  return 'buffer' in read && parsePointer(read.buffer) !== undefined;
}

const POINTER = ({ path }: FileEntry): Looked => ({
  places: [],
  seen: false,
  leftOut: { path, reason: 'Git LFS pointer: the content is not checked out' },
});
