import { hash } from 'node:crypto';
import { lstatSync, realpathSync, statfsSync } from 'node:fs';

import type { FileReader } from '../file-reader.js';
import { WORD } from '../ignores/comment.js';
import type { LastLook } from '../masks.js';
import { MaskedCache } from './masked-cache.js';

/** Path, state (`stateOf`), digest of the content, and whether it may hold an ignore comment. */
type Entry = readonly [path: string, state: string, digest: string, marked: boolean];

/** Bytes of the lists of all repositories. */
const LIMIT = 64 * 1024 * 1024;
/** Milliseconds. The clock of a file system stands still for up to a second: what changes meanwhile looks unchanged. */
const SETTLED = 3000;
/** `f_type` of Linux: file systems of the kernel itself, which set `ctime` and `ino` and let nobody else do so. */
const TRUSTED = new Set([
  0xef53, // ext2, ext3, ext4
  0x58465342, // XFS
  0x9123683e, // Btrfs
  0xf2f52010, // F2FS
  0x2fc12fc1, // ZFS
  0x01021994, // tmpfs
  0x794c7630, // overlayfs
]);

/**
 * What earlier runs read in the files of a repository, so that a file is not read again while its entry in the file system
 * is what it was. As git's index does it: size, times, inode and device; what had changed just before it was read does not
 * count. See docs/decisions/0057.
 */
export class KnownFiles {
  readonly #cache: MaskedCache;
  readonly #key: string;
  readonly #device: number;
  readonly #states: ReadonlyMap<string, string>;
  readonly #earlier: ReadonlyMap<string, Entry>;
  readonly #now: Entry[] = [];
  #isNew = false;
  #saving: Promise<void> | undefined;

  private constructor(cache: MaskedCache, root: string, states: ReadonlyMap<string, string>) {
    this.#cache = cache;
    this.#key = hash('sha256', JSON.stringify(['files', WORD, root]));
    this.#device = lstatSync(root).dev;
    this.#states = states;
    this.#earlier = new Map(entriesOf(cache.load(this.#key)).map((entry) => [entry[0], entry]));
  }

  /**
   * Nothing where the file system may say what it likes, or where there is no folder to trust.
   *
   * @param states by path, as the files were listed
   */
  static open(root: string, states: ReadonlyMap<string, string>, lastLook: LastLook): KnownFiles | undefined {
    if (process.platform !== 'linux') return undefined;
    try {
      const real = realpathSync.native(root);
      if (!TRUSTED.has(statfsSync(real).type)) return undefined;
      const cache = MaskedCache.open(root, 'files', lastLook);
      return cache && new KnownFiles(cache, real, states);
    } catch {
      return undefined;
    }
  }

  /** Is it known to hold no ignore comment? */
  isUnmarked(path: string): boolean {
    return this.#find(path)?.[3] === false;
  }

  /** Of a file that need not be read, and stays known: its state, and the digest of its content. */
  keep(path: string): { readonly state: string; readonly digest: string } | undefined {
    const entry = this.#find(path);
    if (!entry) return undefined;
    this.#now.push(entry);
    return { state: entry[1], digest: entry[2] };
  }

  /** Of the file that was read last. */
  learn(path: string, digest: string, marked: boolean, reader: FileReader): void {
    const isSettled = reader.lastChange < Date.now() - SETTLED;
    // Another file system may be mounted below the root.
    if (!isSettled || reader.device !== this.#device) return;
    this.#now.push([path, reader.state, digest, marked]);
    this.#isNew = true;
  }

  /** Once all files were looked at. */
  save(): void {
    if (!this.#isNew && this.#now.length === this.#earlier.size) return;
    this.#saving = this.#savePlain();
  }

  /** Ends when what is saved is there. */
  get saved(): Promise<void> {
    return this.#saving ?? Promise.resolve();
  }

  /** A name of a file may be a secret, which is written nowhere: such a file is read each time. */
  async #savePlain(): Promise<void> {
    const plain = await this.#cache.plainOf(this.#now);
    await this.#cache.save(this.#key, JSON.stringify(plain), LIMIT);
  }

  #find(path: string): Entry | undefined {
    const entry = this.#earlier.get(path);
    return entry !== undefined && entry[1] === this.#states.get(path) ? entry : undefined;
  }
}

function entriesOf(text: string | undefined): readonly Entry[] {
  return text === undefined ? [] : (JSON.parse(text) as readonly Entry[]);
}
