import { cleanText, compareText, type Gap, type NotScanned, type ScanInput } from '@railgate/contract';

import type { Pool } from '../look/pool.js';
import { lfsContent, parsePointer } from './lfs.js';
import { PathKinds } from './path-kinds.js';
import type { Repository } from './repository.js';
import type { Holding } from './trace.js';
import { readVersions, type Version } from './versions.js';
import { Window } from './window.js';

/** What reading all versions gave. */
export interface Read {
  readonly holdings: ReadonlyMap<string, Holding>;
  /** What was looked at, and as what. */
  readonly kinds: PathKinds;
  /** Versions that are there, or should be. */
  readonly expected: number;
  readonly seen: number;
  readonly gaps: readonly Gap[];
  readonly notScanned: readonly NotScanned[];
}

/** Bytes of the largest version that is looked at. */
export const VERSION_LIMIT = 64 * 2 ** 20;
/** What may be on its way to the threads that look. */
export const AT_ONCE = { items: 512, bytes: 96 * 2 ** 20 };
/** Places together: a repository can hold the same list of a thousand test keys in ten thousand versions. */
const PLACES_LIMIT = 500_000;

/** Looks at every version once. */
export async function readHoldings(
  input: Pick<ScanInput, 'progress'>,
  repository: Repository,
  revisions: readonly string[],
  pool: Pool,
): Promise<Read> {
  const reader = new Reader(repository, pool);
  const window = new Window(AT_ONCE);
  for await (const version of readVersions(repository, revisions, VERSION_LIMIT)) {
    if (version.type === 'object') input.progress(`${cleanText(version.path)} in the history`);
    const bytes = version.type === 'object' ? version.size : 0;
    await window.start(bytes, () => reader.take(version));
  }
  await window.end();
  return reader.read();
}

class Reader {
  readonly #repository: Repository;
  readonly #pool: Pool;
  readonly #kinds = new PathKinds();
  readonly #holdings = new Map<string, Holding>();
  readonly #gaps: Gap[] = [];
  /** Number of versions by why they were left out on purpose. */
  readonly #leftOut = new Map<string, number>();
  readonly #missing = { objects: 0, lfs: 0 };
  #expected = 0;
  #seen = 0;
  #places = 0;

  constructor(repository: Repository, pool: Pool) {
    this.#repository = repository;
    this.#pool = pool;
  }

  async take(version: Version): Promise<void> {
    if (version.type === 'missing') this.#missing.objects++;
    else if (version.type === 'corrupt') this.#gaps.push(corruptGap(version));
    else if (version.type === 'stopped') this.#gaps.push(stoppedGap(version.why));
    else if (version.bytes === undefined) this.#leave(TOO_LARGE);
    else await this.#takeContent(version, version.bytes);
    if (version.type !== 'object') this.#expected++;
  }

  /** In an order of its own: which thread answers first is chance. */
  read(): Read {
    const own = [...this.#gaps].sort((a, b) => compareText(a.message, b.message));
    const gaps = [...own, ...this.#missingGaps()];
    const leftOut = [...this.#leftOut].sort(([a], [b]) => compareText(a, b));
    const notScanned = leftOut.map(([reason, count]) => ({
      path: '.git',
      reason: `${reason}, in the history (${count} ${count === 1 ? 'version' : 'versions'})`,
    }));
    const holdings = new Map([...this.#holdings].sort(([a], [b]) => compareText(a, b)));
    return { holdings, kinds: this.#kinds, expected: this.#expected, seen: this.#seen, gaps, notScanned };
  }

  async #takeContent(
    version: Extract<Version, { type: 'object' }>,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<void> {
    const content = contentOf(this.#repository, bytes);
    if (content === 'too large') return this.#leave(TOO_LARGE);
    if (content) return this.#look(version.object, this.#repository.pathOf(version.path), content);
    this.#missing.lfs++;
    this.#expected++;
  }

  async #look(object: string, path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const { places, seen, gap, leftOut } = await this.#pool.bytes(path, bytes);
    if (leftOut) return this.#leave(leftOut.reason);
    this.#expected++;
    if (seen) this.#seen++;
    if (gap) this.#gaps.push(inHistory(gap));
    if (bytes.length > 0) this.#kinds.looked(object, path);
    if (places.length === 0) return;
    this.#places += places.length;
    if (this.#places <= PLACES_LIMIT)
      this.#holdings.set(this.#kinds.key(object, path), { object, path, places });
    else if (this.#places - places.length <= PLACES_LIMIT) this.#gaps.push(TOO_MANY);
  }

  #leave(reason: string): void {
    this.#leftOut.set(reason, (this.#leftOut.get(reason) ?? 0) + 1);
  }

  #missingGaps(): Gap[] {
    const { objects, lfs } = this.#missing;
    const versions = (count: number): string =>
      count === 1 ? '1 version of a file in the history is' : `${count} versions of files in the history are`;
    return [
      ...(objects === 0 ? [] : [gap(`${versions(objects)} not in this clone.`, FETCH_ALL)]),
      ...(lfs === 0
        ? []
        : [
            gap(
              `${versions(lfs)} kept by Git LFS and ${lfs === 1 ? 'is' : 'are'} not in this clone.`,
              FETCH_LFS,
            ),
          ]),
    ];
  }
}

/** What the version is of: a pointer stands for what Git LFS keeps, if that is here. */
export function contentOf(
  { commonFolder }: Repository,
  bytes: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> | 'too large' | undefined {
  const pointer = parsePointer(bytes);
  return pointer ? lfsContent(commonFolder, pointer, VERSION_LIMIT) : bytes;
}

export function inHistory({ code, message, remedy }: Gap): Gap {
  return { code, message: `In the history: ${message}`, ...(remedy !== undefined && { remedy }) };
}

const TOO_LARGE = `larger than ${VERSION_LIMIT / 2 ** 20} MiB`;
const FETCH_ALL =
  'It is a partial clone, or objects were lost: run `git fetch --refetch --no-filter origin` to bring them, and `git fsck --full` to see what else is wrong.';
const FETCH_LFS = 'Run `git lfs fetch --all`, then look again.';
export const CHECK = 'Run `git fsck --full`, mend the repository or clone it again, then look again.';

const TOO_MANY = gap(
  `The history holds more than ${PLACES_LIMIT} places that look like secrets; the older ones are not told.`,
  'Look at a range of revisions at a time.',
);

export function gap(message: string, remedy: string): Gap {
  return { code: 'HISTORY_INCOMPLETE', message, remedy };
}

function corruptGap({ object, path, why }: Extract<Version, { type: 'corrupt' }>): Gap {
  return gap(`The object ${object} (${cleanText(path)}) cannot be read: ${why}.`, CHECK);
}

function stoppedGap(why: string): Gap {
  return gap(`Git could not walk the history to its end: ${why}.`, FETCH_ALL);
}
